// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpResponseException;
import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.util.ApiErrorExtractor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/** What the answers of Google Cloud Storage mean, by their status: their texts differ with who answers. */
final class GcsFaults {
    private static final ApiErrorExtractor ANSWERS = ApiErrorExtractor.INSTANCE;
    private static final int CLIENT_ERRORS = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private GcsFaults() {}

    @FunctionalInterface
    interface Request<T> {
        T send() throws IOException;
    }

    static <T> T told(String what, String path, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (IOException e) {
            throw told(what, path, e);
        }
    }

    static boolean isAbsent(IOException answer) {
        return ANSWERS.itemNotFound(answer);
    }

    /** Whether asking again cannot help. */
    static boolean isFinal(IOException answer) {
        if (!(answer instanceof HttpResponseException response)) {
            return false;
        }
        int status = response.getStatusCode();
        return status >= CLIENT_ERRORS
                && status < SERVER_ERRORS
                && status != REQUEST_TIMEOUT
                && status != TOO_MANY_REQUESTS
                && !ANSWERS.rateLimited(answer);
    }

    /** @param what was tried: "write" */
    static IOException told(String what, String path, IOException answer) {
        if (ANSWERS.preconditionNotMet(answer)) {
            return caused(new FileAlreadyExistsException(path), answer);
        }
        if (isAbsent(answer)) {
            return caused(new FileNotFoundException(path + " is not there: " + said(answer)), answer);
        }
        boolean refused = ANSWERS.accessDenied(answer) || ANSWERS.unauthorized(answer);
        if (refused && !ANSWERS.rateLimited(answer)) {
            return new StorageRefusedException(
                    "Google Cloud Storage refuses to " + what + " " + path + " (" + said(answer)
                            + "): grant the account of this connector the roles that docs/gcs.md names",
                    answer);
        }
        if (answer instanceof HttpResponseException) {
            return new IOException("Google Cloud Storage could not " + what + " " + path + ": " + said(answer), answer);
        }
        return answer;
    }

    private static String said(IOException answer) {
        String message = String.valueOf(ANSWERS.getErrorMessage(answer));
        String status = answer instanceof HttpResponseException response ? response.getStatusCode() + ": " : "";
        return status + message.lines().findFirst().orElse("");
    }

    private static IOException caused(IOException known, IOException answer) {
        known.initCause(answer);
        return known;
    }
}
