package org.scewarehouse.etl.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server and cuts connections the first so many times the client says a word after another,
 * before or after the server has heard it; the client never hears the answer.
 */
final class CutWire implements Closeable {

    private final ServerSocket listener;
    private final int serverPort;
    private final String prelude;
    private final String word;
    private final boolean isHeard;
    private final AtomicInteger cutsLeft;

    CutWire(int serverPort, String prelude, String word, boolean isHeard, int cuts) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.prelude = prelude;
        this.word = word;
        this.isHeard = isHeard;
        this.cutsLeft = new AtomicInteger(cuts);
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int cutsLeft() {
        return cutsLeft.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                start(() -> toServer(client, server));
                start(() -> toClient(client, server));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void toServer(Socket client, Socket server) {
        try (client;
                server;
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream()) {
            byte[] buffer = new byte[1 << 16];
            boolean isArmed = false;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String said = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                isArmed |= said.contains(prelude);
                if (isArmed && said.contains(word) && cutsLeft.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0) {
                    client.close();
                    if (isHeard) {
                        out.write(buffer, 0, length);
                        out.flush();
                        server.shutdownOutput();
                        server.getInputStream().transferTo(OutputStream.nullOutputStream());
                    }
                    return;
                }
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            return;
        }
    }

    private static void toClient(Socket client, Socket server) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
            client.close();
        } catch (IOException e) {
            return;
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cut wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
