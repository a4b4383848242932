// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.ByteArrayContent;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.EmptyContent;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.GenericUrl;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpContent;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpRequest;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpResponse;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.json.gson.GsonFactory;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.util.BackOff;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.util.ExponentialBackOff;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.Storage;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that is sent in parts. It comes to be with the last one: until then, whatever happens, there is none. For one
 * thread.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
final class GcsResumableUpload {
    /** All parts but the last are a multiple of this. */
    static final int QUANTUM_BYTES = 256 << 10;

    private static final int RESUME_INCOMPLETE = 308;
    private static final int CLIENT_CLOSED = 499;
    private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d+)");
    private static final int FIRST_PAUSE_MS = 200;
    private static final int MAX_PAUSES_MS = 60_000;

    private final Storage patient;
    private final Storage once;
    private final GenericUrl session;
    private long offset;

    private GcsResumableUpload(Storage patient, Storage once, GenericUrl session) {
        this.patient = patient;
        this.once = once;
        this.session = session;
    }

    /** What storage said to a part: how much it has by now, or the object that it has become. */
    private record Answer(long storedBytes, Optional<StorageObject> object) {}

    static GcsResumableUpload begin(
            Storage patient, Storage once, String bucket, String name, String fields, Optional<Long> generation)
            throws IOException {
        GenericUrl url =
                new GenericUrl(patient.getRootUrl() + "upload/" + patient.getServicePath() + "b/" + bucket + "/o");
        url.put("uploadType", "resumable");
        url.put("name", name);
        url.put("fields", fields);
        generation.ifPresent(match -> url.put("ifGenerationMatch", match));
        HttpRequest request = patient.getRequestFactory().buildPostRequest(url, new EmptyContent());
        request.getHeaders().set("X-Upload-Content-Type", GcsRequests.CONTENT_TYPE);
        HttpResponse response = request.execute();
        try {
            String location = response.getHeaders().getLocation();
            if (location == null) {
                throw new IOException("no place was named to upload " + name + " to");
            }
            return new GcsResumableUpload(patient, once, new GenericUrl(location));
        } finally {
            response.disconnect();
        }
    }

    /** Sends a part that is not the last. */
    void send(byte[] bytes, int length) throws IOException {
        if (sent(bytes, length, false).isPresent()) {
            throw new IOException("storage took the first " + (offset + length) + " bytes of an object for all of it");
        }
        offset += length;
    }

    /** Sends the last part, of one byte at least, with which the object comes to be. */
    StorageObject finish(byte[] bytes, int length) throws IOException {
        return sent(bytes, length, true).orElseThrow();
    }

    /** Lets storage forget what it has. */
    void cancel() throws IOException {
        HttpRequest request = once.getRequestFactory().buildDeleteRequest(session);
        request.setThrowExceptionOnExecuteError(false);
        HttpResponse response = request.execute();
        int status = response.getStatusCode();
        response.disconnect();
        if (status != CLIENT_CLOSED && !response.isSuccessStatusCode()) {
            throw new IOException("an upload could not be cancelled, and is forgotten in a week: " + status);
        }
    }

    private Optional<StorageObject> sent(byte[] bytes, int length, boolean isLast) throws IOException {
        BackOff pauses = new ExponentialBackOff.Builder()
                .setInitialIntervalMillis(FIRST_PAUSE_MS)
                .setMaxElapsedTimeMillis(MAX_PAUSES_MS)
                .build();
        int done = 0;
        while (true) {
            Answer answer;
            try {
                answer = part(bytes, done, length, isLast);
            } catch (IOException e) {
                answer = afterTrouble(e, pauses);
            }
            if (answer.object().isPresent()) {
                return answer.object();
            }
            long stored = answer.storedBytes() - offset;
            if (stored < done || stored > length) {
                throw new IOException("storage lost parts of an upload: it has " + answer.storedBytes() + " bytes, not "
                        + (offset + done));
            }
            done = (int) stored;
            if (done == length && !isLast) {
                return Optional.empty();
            }
        }
    }

    private Answer part(byte[] bytes, int from, int length, boolean isLast) throws IOException {
        String total = isLast ? String.valueOf(offset + length) : "*";
        String range = from == length ? "*" : (offset + from) + "-" + (offset + length - 1);
        HttpContent content = from == length
                ? new EmptyContent()
                : new ByteArrayContent(GcsRequests.CONTENT_TYPE, bytes, from, length - from);
        return put(once, content, "bytes " + range + "/" + total);
    }

    /** Where to go on, once storage can be asked. */
    private Answer afterTrouble(IOException trouble, BackOff pauses) throws IOException {
        long pauseMs = GcsFaults.isFinal(trouble) ? BackOff.STOP : pauses.nextBackOffMillis();
        if (pauseMs == BackOff.STOP) {
            throw trouble;
        }
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble.addSuppressed(e);
            throw trouble;
        }
        return put(patient, new EmptyContent(), "bytes */*");
    }

    private Answer put(Storage client, HttpContent content, String range) throws IOException {
        HttpRequest request = client.getRequestFactory().buildPutRequest(session, content);
        request.getHeaders().setContentRange(range);
        request.setFollowRedirects(false);
        request.setThrowExceptionOnExecuteError(false);
        request.setParser(client.getObjectParser());
        HttpResponse response = request.execute();
        try {
            if (response.isSuccessStatusCode()) {
                return new Answer(0, Optional.of(response.parseAs(StorageObject.class)));
            }
            if (response.getStatusCode() == RESUME_INCOMPLETE) {
                return new Answer(storedBytes(response.getHeaders().getRange()), Optional.empty());
            }
            throw GoogleJsonResponseException.from(GsonFactory.getDefaultInstance(), response);
        } finally {
            response.disconnect();
        }
    }

    private static long storedBytes(String range) {
        Matcher matcher = RANGE.matcher(String.valueOf(range));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) + 1 : 0;
    }
}
