// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpRequestInitializer;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpTransport;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.json.gson.GsonFactory;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.Storage;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.Objects;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.StorageObject;
import com.google.cloud.hadoop.repackaged.gcs.com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.gcsio.GoogleCloudStorageOptions;
import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.util.HadoopCredentialsConfiguration;
import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.util.HttpTransportFactory;
import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.util.RetryHttpInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Requests for the objects of one bucket, each of which is one and no more, where gcs-connector would ask before it acts:
 * by the client and with the credentials that it brings.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects">Objects of the JSON API</a>
 */
final class GcsRequests {
    static final String CONTENT_TYPE = "application/octet-stream";
    /** The generation of what is not there. */
    static final long ABSENT = 0;

    private static final String FIELDS = "name,size,updated,generation,crc32c";
    private static final long MAX_LISTED = 1_000;

    private final String bucket;
    private final Storage patient;
    private final Storage once;

    /**
     * @param patient repeats what failed, with growing pauses
     * @param once repeats nothing
     */
    private GcsRequests(String bucket, Storage patient, Storage once) {
        this.bucket = bucket;
        this.patient = patient;
        this.once = once;
    }

    static GcsRequests like(GoogleHadoopFileSystem connector, Configuration configuration, String bucket)
            throws IOException {
        GoogleCloudStorageOptions options = connector.getGcsFs().getOptions().getCloudStorageOptions();
        GoogleCredentials own = HadoopCredentialsConfiguration.getCredentials(configuration, "fs.gs");
        GoogleCredentials impersonated =
                HadoopCredentialsConfiguration.getImpersonatedCredentials(configuration, own, "fs.gs");
        HttpTransport transport = HttpTransportFactory.createHttpTransport(
                options.getProxyAddress(),
                options.getProxyUsername(),
                options.getProxyPassword(),
                options.getHttpRequestReadTimeout());
        RetryHttpInitializer retries = new RetryHttpInitializer(
                impersonated == null ? own : impersonated, options.toRetryHttpInitializerOptions());
        return new GcsRequests(bucket, client(transport, options, retries), client(transport, options, request -> {
            retries.initialize(request);
            request.setNumberOfRetries(0);
        }));
    }

    private static Storage client(
            HttpTransport transport, GoogleCloudStorageOptions options, HttpRequestInitializer initializer) {
        return new Storage.Builder(transport, GsonFactory.getDefaultInstance(), initializer)
                .setRootUrl(options.getStorageRootUrl())
                .setServicePath(options.getStorageServicePath())
                .setApplicationName(options.getAppName())
                .build();
    }

    /**
     * Writes the object if it is not there.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is
     * @throws StorageRefusedException if we may not; on any other exception it may have been written, and may still be
     */
    StorageObject add(String name, GcsContent content) throws IOException {
        return insert(once, name, content, Optional.of(ABSENT));
    }

    /** As {@link #add}, but goes on until it knows: what is there already is ours if it is the same. */
    StorageObject addPatiently(String name, GcsContent content) throws IOException {
        try {
            return insert(patient, name, content, Optional.of(ABSENT));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            Optional<StorageObject> there = find(name);
            if (there.isPresent() && content.isThatOf(there.get())) {
                return there.get();
            }
            throw e;
        }
    }

    /** Writes the object whether or not it is there. */
    StorageObject put(String name, GcsContent content) throws IOException {
        return insert(patient, name, content, Optional.empty());
    }

    private StorageObject insert(Storage storage, String name, GcsContent content, Optional<Long> generation)
            throws IOException {
        StorageObject object = new StorageObject().setName(name).setCrc32c(content.crc32c());
        return told("write", name, () -> {
            Storage.Objects.Insert insert = storage.objects()
                    .insert(bucket, object, content.body())
                    .setName(name)
                    .setFields(FIELDS);
            generation.ifPresent(insert::setIfGenerationMatch);
            insert.getMediaHttpUploader().setDirectUploadEnabled(true);
            insert.setDisableGZipContent(true);
            return insert.execute();
        });
    }

    Optional<StorageObject> find(String name) throws IOException {
        try {
            return Optional.of(
                    patient.objects().get(bucket, name).setFields(FIELDS).execute());
        } catch (GoogleJsonResponseException e) {
            if (GcsFaults.isAbsent(e)) {
                return Optional.empty();
            }
            throw GcsFaults.told("read", path(name), e);
        }
    }

    /** @throws java.io.FileNotFoundException if it is not there */
    InputStream read(String name) throws IOException {
        return told("read", name, () -> patient.objects().get(bucket, name).executeMediaAsInputStream());
    }

    /** @return whether it was there */
    boolean delete(String name) throws IOException {
        try {
            patient.objects().delete(bucket, name).execute();
            return true;
        } catch (GoogleJsonResponseException e) {
            if (GcsFaults.isAbsent(e)) {
                return false;
            }
            throw GcsFaults.told("delete", path(name), e);
        }
    }

    /**
     * One page of what lies in a directory.
     *
     * @param directory with a slash at its end, empty for the bucket's own
     * @param first the name to begin with, in full, empty for all
     * @param page what the page before named, empty for the first
     */
    Objects list(String directory, String first, String page) throws IOException {
        return told("list", directory, () -> {
            Storage.Objects.List list = patient.objects()
                    .list(bucket)
                    .setPrefix(directory)
                    .setDelimiter("/")
                    .setMaxResults(MAX_LISTED)
                    .setFields("items(name,size,updated),prefixes,nextPageToken");
            if (!first.isEmpty()) {
                list.setStartOffset(first);
            }
            if (!page.isEmpty()) {
                list.setPageToken(page);
            }
            return list.execute();
        });
    }

    /** Begins an object that is too large for one request. */
    GcsResumableUpload begin(String name, Optional<Long> generation) throws IOException {
        return told("write", name, () -> GcsResumableUpload.begin(patient, once, bucket, name, FIELDS, generation));
    }

    String path(String name) {
        return "gs://" + bucket + "/" + name;
    }

    private <T> T told(String what, String name, GcsFaults.Request<T> request) throws IOException {
        return GcsFaults.told(what, path(name), request);
    }
}
