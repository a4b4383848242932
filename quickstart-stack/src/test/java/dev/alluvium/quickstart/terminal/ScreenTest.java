// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.terminal.Screen.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, UTF_8);

    @Test
    void writesPlainLinesIntoAPipe() {
        Screen screen = new Screen(out, false, true, 80, 24);

        screen.footer(List.of("never seen"));
        screen.line(screen.styled(Style.GOOD, "done"));
        screen.footer(List.of());

        assertThat(written.toString(UTF_8)).isEqualTo("done\n");
    }

    @Test
    void redrawsThePartBelowOnATerminal() {
        Screen screen = new Screen(out, true, true, 80, 24);

        screen.footer(List.of("a", "b"));
        screen.line("kept");
        screen.footer(List.of());

        assertThat(written.toString(UTF_8))
                .isEqualTo("a\nb\n" + "\u001B[2A\r\u001B[J" + "kept\na\nb\n" + "\u001B[2A\r\u001B[J");
    }

    @Test
    void coloursOnlyWhereItMay() {
        assertThat(new Screen(out, true, true, 80, 24).styled(Style.BAD, "x")).isEqualTo("\u001B[31mx\u001B[0m");
        assertThat(new Screen(out, true, false, 80, 24).styled(Style.BAD, "x")).isEqualTo("x");
        assertThat(new Screen(out, false, true, 80, 24).styled(Style.BAD, "x")).isEqualTo("x");
    }

    @Test
    void cutsWhatWouldWrap() {
        new Screen(out, true, true, 5, 24).footer(List.of("abcdefgh"));

        assertThat(written.toString(UTF_8)).isEqualTo("abcd\n");
    }

    @Test
    void cutsWhatWouldWrapByWhatIsSeenOfIt() {
        Screen screen = new Screen(out, true, true, 5, 24);
        screen.footer(List.of(screen.styled(Style.STRONG, "abcdefgh"), screen.styled(Style.STRONG, "abcd")));

        assertThat(written.toString(UTF_8)).isEqualTo("\u001B[1mabcd\u001B[0m\n\u001B[1mabcd\u001B[0m\n");
    }

    @Test
    void redrawsNoMoreLinesThanATerminalCanEraseAgain() {
        new Screen(out, true, true, 80, 3).footer(List.of("a", "b", "c"));

        assertThat(written.toString(UTF_8)).isEqualTo("b\nc\n");
    }

    @Test
    void showsNothingAfterTheLastLinesBegan() {
        Screen screen = new Screen(out, true, true, 80, 24);
        screen.footer(List.of("a"));

        screen.last("stopping");
        screen.line("busy");
        screen.footer(List.of("still busy"));
        screen.last("stopped");

        assertThat(written.toString(UTF_8)).isEqualTo("a\n" + "\u001B[1A\r\u001B[J" + "stopping\nstopped\n");
    }

    @Test
    void isNoTerminalUnlessToldSoAndHonoursNoColor() {
        assertThat(Screen.on(out, Map.of()).inPlace()).isFalse();
        System.setProperty("alluvium.terminal", "true");
        try {
            assertThat(Screen.on(out, Map.of("TERM", "xterm")).inPlace()).isTrue();
            assertThat(Screen.on(out, Map.of("TERM", "dumb")).inPlace()).isFalse();
            assertThat(Screen.on(out, Map.of("NO_COLOR", "1")).styled(Style.GOOD, "x"))
                    .isEqualTo("x");
        } finally {
            System.clearProperty("alluvium.terminal");
        }
    }
}
