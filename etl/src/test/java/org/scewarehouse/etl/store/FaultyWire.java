package org.scewarehouse.etl.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server that speak HTTP, one request a connection, and disturbs what it is told to. */
final class FaultyWire implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final ServerSocket listener;
    private final int serverPort;
    private final List<Disturbance> disturbances = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    /** Servers that only pretend to be S3 do not write atomically under a condition. */
    private final Object conditions = new Object();

    FaultyWire(int serverPort) {
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::listen);
    }

    /** What happens to a request. */
    interface Fault {
        /** Does it; without having answered, the client sees a cut connection. */
        void to(Exchange exchange) throws IOException;
    }

    /** Some requests, such as {@code "PUT /bucket/key?partNumber=1"}, and how many of them are left to disturb. */
    private static final class Disturbance {
        private final Predicate<String> which;
        private final Fault fault;
        private int left;

        private Disturbance(Predicate<String> which, int times, Fault fault) {
            this.which = which;
            this.left = times;
            this.fault = fault;
        }

        private synchronized boolean takes(String request) {
            return left > 0 && which.test(request) && left-- > 0;
        }
    }

    /** Disturbs the next so many requests whose method and target begin with this regular expression. */
    void disturb(String regex, int times, Fault fault) {
        Pattern pattern = Pattern.compile(regex);
        disturbances.add(new Disturbance(request -> pattern.matcher(request).lookingAt(), times, fault));
    }

    /** Lets everything pass from now on. */
    void heal() {
        disturbances.clear();
    }

    /** Method and target of every request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** The server answers so, without having been asked. */
    static Fault answer(int status, String code) {
        String body = "<Error><Code>" + code + "</Code><Message>arn:aws:sts::1:assumed-role/r/anna.smith</Message>"
                + "<RequestId>4711</RequestId></Error>";
        return exchange -> {
            exchange.body();
            exchange.write("HTTP/1.1 " + status + " X\r\nContent-Type: application/xml\r\nContent-Length: "
                    + (exchange.head().startsWith("HEAD") ? 0 : body.length()) + "\r\nConnection: close\r\n\r\n"
                    + (exchange.head().startsWith("HEAD") ? "" : body));
        };
    }

    /** The server says that it has done it, without having been asked, and somebody sees the head of the request. */
    static Fault done(Consumer<String> heads, String body) {
        return exchange -> {
            exchange.body();
            heads.accept(exchange.head());
            exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: \"1\"\r\nContent-Length: "
                    + body.length() + "\r\nConnection: close\r\n\r\n" + body);
        };
    }

    /** The connection is cut in the middle of what the client sends. */
    static Fault cutUpload() {
        return exchange -> exchange.client.getInputStream().readNBytes(exchange.length() / 2);
    }

    /** The connection is cut after so many bytes of the answer's body. */
    static Fault cutDownload(int bytes) {
        return exchange -> exchange.forward(bytes);
    }

    /** The server does what it is asked for, and nobody hears of it. */
    static Fault loseAnswer() {
        return exchange -> exchange.forward(-1);
    }

    /** The server is silent for some time. */
    static Fault silence(int millis) {
        return exchange -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                return;
            }
            exchange.forward(Integer.MAX_VALUE);
        };
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            if (head == null) {
                return;
            }
            String request = head.substring(0, head.indexOf(" HTTP/"));
            requests.add(request);
            Fault fault = disturbances.stream()
                    .filter(disturbance -> disturbance.takes(request))
                    .findFirst()
                    .map(disturbance -> disturbance.fault)
                    .orElse(exchange -> exchange.forward(Integer.MAX_VALUE));
            fault.to(new Exchange(client, head));
        } catch (IOException e) {
            return; // one of both has gone
        }
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** One request whose head has been read. */
    final class Exchange {

        private final Socket client;
        private final String head;

        private Exchange(Socket client, String head) {
            this.client = client;
            this.head = head;
        }

        String head() {
            return head;
        }

        private int length() {
            Matcher length = LENGTH.matcher(head);
            return length.find() ? Integer.parseInt(length.group(1)) : 0;
        }

        private byte[] body() throws IOException {
            return client.getInputStream().readNBytes(length());
        }

        private void write(String text) throws IOException {
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
        }

        /** Lets the server answer and passes on so many bytes of the body; -1 = not even that there is an answer. */
        private void forward(int bytes) throws IOException {
            byte[] body = body();
            if (head.toLowerCase(Locale.ROOT).matches("(?s).*\r\nif-(none-)?match:.*") && head.startsWith("PUT")) {
                synchronized (conditions) {
                    forward(body, bytes);
                }
            } else {
                forward(body, bytes);
            }
        }

        private void forward(byte[] body, int bytes) throws IOException {
            String once =
                    head.replaceAll("(?i)\r\nconnection:[^\r]*", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
                OutputStream out = server.getOutputStream();
                out.write(once.getBytes(StandardCharsets.ISO_8859_1));
                out.write(body);
                out.flush();
                InputStream in = server.getInputStream();
                String answer = readHead(in);
                if (answer != null && bytes >= 0) {
                    write(answer);
                    pass(in, client.getOutputStream(), bytes);
                }
            }
        }

        private static void pass(InputStream in, OutputStream out, int bytes) throws IOException {
            byte[] buffer = new byte[1 << 16];
            int left = bytes;
            int count = in.read(buffer, 0, Math.min(buffer.length, left));
            while (count > 0) {
                out.write(buffer, 0, count);
                left -= count;
                count = in.read(buffer, 0, Math.min(buffer.length, left));
            }
            out.flush();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
