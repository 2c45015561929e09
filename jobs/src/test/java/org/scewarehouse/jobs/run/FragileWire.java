package org.scewarehouse.jobs.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of this machine that leads to a server, until something happens to the wire. */
final class FragileWire implements Closeable {

    private final int target;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean isBroken;
    private volatile boolean losesAnswers;

    FragileWire(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** All connections end, and new ones do too, until {@link #mend}. */
    void cut() {
        isBroken = true;
        sockets.forEach(FragileWire::end);
    }

    /** The next thing that the server says ends all connections instead of arriving. */
    void loseNextAnswer() {
        losesAnswers = true;
    }

    void mend() {
        isBroken = false;
        losesAnswers = false;
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            if (isBroken) {
                end(client);
                continue;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            start(() -> pass(client, server, false));
            start(() -> pass(server, client, true));
        }
    }

    private void pass(Socket from, Socket to, boolean isAnswer) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (isAnswer && losesAnswers) {
                    losesAnswers = false;
                    sockets.forEach(FragileWire::end);
                    return;
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        return; // an end is gone, and so is the wire
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
