package io.meshplay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The Kubernetes control plane of {@code ./meshplay cluster}, in a directory of its own, asked over its REST API. */
final class TestCluster implements AutoCloseable {
    /** The first time builds it. */
    private static final Duration BUILD_MOST = Duration.ofMinutes(40);

    private final Path directory;
    private final String server;
    private final String token;
    private final HttpClient client;

    private TestCluster(Path directory, JsonNode kubeconfig) {
        this.directory = directory;
        this.server = kubeconfig.at("/clusters/0/cluster/server").asText();
        this.token = kubeconfig.at("/users/0/user/token").asText();
        String authority =
                kubeconfig.at("/clusters/0/cluster/certificate-authority-data").asText();
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(Base64.getDecoder().decode(authority)))
                .build();
    }

    static TestCluster up(Path directory) {
        Run run = command("up", directory);
        if (run.code() != 0) {
            throw new IllegalStateException("cluster up: " + run.said());
        }
        try {
            String kubeconfig = Files.readString(Path.of(run.output().strip()));
            return new TestCluster(directory, Infra.yaml(kubeconfig).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command of {@code ./meshplay cluster}. */
    static Run command(String name, Path directory) {
        List<String> words =
                new ArrayList<>(List.of(Infra.ROOT.resolve("meshplay").toString(), "cluster", name));
        words.addAll(List.of("--dir", directory.toString()));
        return Run.of(BUILD_MOST, Map.of(), words);
    }

    /**
     * Applies an object on the server's side, with every unknown field refused.
     *
     * @param path of its collection, as {@code /apis/apps/v1/namespaces/default/deployments}
     */
    HttpResponse<String> apply(String path, JsonNode object, boolean dryRun) {
        String name = object.at("/metadata/name").asText();
        String query = "?fieldManager=meshplay-test&fieldValidation=Strict" + (dryRun ? "&dryRun=All" : "");
        return send(request(path + "/" + name + query)
                .header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(object.toString())));
    }

    JsonNode get(String path) {
        HttpResponse<String> response = send(request(path).GET());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.body());
        }
        return Infra.json(response.body());
    }

    @Override
    public void close() {
        client.close();
        Run run = command("down", directory);
        if (run.code() != 0) {
            throw new IllegalStateException("cluster down: " + run.said());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static SSLContext trusting(byte[] authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "cluster",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
