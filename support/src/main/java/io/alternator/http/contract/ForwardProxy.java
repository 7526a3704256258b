package io.alternator.http.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy on 127.0.0.1: tunnels CONNECT, and forwards the first request of each other connection, with its {@code Host} kept
 * or replaced by that of the request line; or refuses everything with 403.
 */
public final class ForwardProxy implements AutoCloseable {
    public enum Kind {
        REPLACES_HOST,
        KEEPS_HOST,
        FORBIDS
    }

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]+)");

    private final Kind kind;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();

    public ForwardProxy(Kind kind) throws IOException {
        this.kind = kind;
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            connections.incrementAndGet();
            daemon(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            String head = head(in);
            String[] line = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
            OutputStream out = client.getOutputStream();
            if (kind == Kind.FORBIDS) {
                out.write(bytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            } else if (line[0].equals("CONNECT")) {
                tunnel(URI.create("http://" + line[1]), client);
            } else {
                URI target = URI.create(line[1]);
                String sent = head.replace(line[1], target.getRawPath());
                if (kind == Kind.REPLACES_HOST) {
                    sent = sent.replaceAll("(?i)\r\nHost:[^\r]*", "\r\nHost: " + target.getRawAuthority());
                }
                try (Socket server = new Socket(target.getHost(), target.getPort())) {
                    pass(sent, in, server.getOutputStream());
                    pass(closing(head(server.getInputStream())), server.getInputStream(), out);
                }
            }
        }
    }

    private static void tunnel(URI target, Socket client) throws IOException {
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            client.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\n\r\n"));
            daemon(() -> client.getInputStream().transferTo(server.getOutputStream()));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    /** Passes a message on, with a body of its Content-Length. */
    private static void pass(String head, InputStream body, OutputStream to) throws IOException {
        Matcher length = CONTENT_LENGTH.matcher(head);
        to.write(bytes(head));
        to.write(body.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        to.flush();
    }

    private static String closing(String head) {
        return head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // by the other side
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
