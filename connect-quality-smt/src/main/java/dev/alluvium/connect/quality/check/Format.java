// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Texts of a form that many have agreed on. */
public enum Format implements ValueCheck {
    /** <a href="https://www.rfc-editor.org/rfc/rfc9562#section-4">RFC 9562</a>, of any version, in either case. */
    UUID {
        @Override
        boolean isWellFormed(String text) {
            if (text.length() != 36) {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
                if (isDash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                    return false;
                }
            }
            return true;
        }
    },
    /**
     * One {@code @} between a name and a domain with a dot, no blanks: what can be sent to. Whether anybody is there only a letter
     * tells; the whole of <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">RFC 5321</a> admits what no mail server does.
     */
    EMAIL {
        private static final int MAX_NAME = 64;
        private static final int MAX_LENGTH = 254;

        @Override
        boolean isWellFormed(String text) {
            int at = text.indexOf('@');
            int dot = text.lastIndexOf('.');
            return at > 0
                    && at <= MAX_NAME
                    && text.length() <= MAX_LENGTH
                    && text.indexOf('@', at + 1) < 0
                    && dot > at + 1
                    && dot < text.length() - 1
                    && text.charAt(at + 1) != '.'
                    && !text.contains("..")
                    && hasNoBlank(text);
        }

        private boolean hasNoBlank(String text) {
            for (int i = 0; i < text.length(); i++) { // A stream would be made anew for each record.
                if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
                    return false;
                }
            }
            return true;
        }
    },
    /** A day as {@code 2026-11-27}, which the calendar has. */
    DATE {
        @Override
        boolean isWellFormed(String text) {
            try {
                LocalDate.parse(text);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    },
    /** A moment as <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339</a> has it, with an offset. */
    DATE_TIME {
        @Override
        boolean isWellFormed(String text) {
            try {
                OffsetDateTime.parse(text);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    },
    /** Four numbers up to 255, as {@code 192.0.2.1}. */
    IPV4 {
        @Override
        boolean isWellFormed(String text) {
            int numbers = 0;
            int begin = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || text.charAt(i) == '.') {
                    if (!isByte(text, begin, i)) {
                        return false;
                    }
                    numbers++;
                    begin = i + 1;
                }
            }
            return numbers == 4;
        }

        private boolean isByte(String text, int begin, int end) {
            if (end == begin || end - begin > 3 || (end - begin > 1 && text.charAt(begin) == '0')) {
                return false;
            }
            int number = 0;
            for (int i = begin; i < end; i++) {
                char c = text.charAt(i);
                if (c < '0' || c > '9') {
                    return false;
                }
                number = 10 * number + c - '0';
            }
            return number <= 255;
        }
    },
    /** <a href="https://www.iso.org/standard/81090.html">ISO 13616</a>, without blanks: its two check digits are tried. */
    IBAN {
        private static final int MIN_LENGTH = 15;
        private static final int MAX_LENGTH = 34;
        private static final int COUNTRY_AND_CHECK = 4;

        @Override
        boolean isWellFormed(String text) {
            if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
                return false;
            }
            int remainder = 0;
            for (int i = 0; i < text.length(); i++) {
                // The first four come last.
                int place = (i + COUNTRY_AND_CHECK) % text.length();
                char c = text.charAt(place);
                boolean isDigit = c >= '0' && c <= '9';
                boolean isLetter = c >= 'A' && c <= 'Z';
                if (!(place < 2 ? isLetter : place < COUNTRY_AND_CHECK ? isDigit : isDigit || isLetter)) {
                    return false;
                }
                remainder = isDigit ? (10 * remainder + c - '0') % 97 : (100 * remainder + c - 'A' + 10) % 97;
            }
            return remainder == 1;
        }
    };

    @Override
    public boolean holdsFor(Object value) {
        return value instanceof String text && isWellFormed(text);
    }

    abstract boolean isWellFormed(String text);
}
