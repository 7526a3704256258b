package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests to a node over a plain socket, so that tests see the exact bytes of the response. */
final class RawHttp {
    private static final Pattern RESPONSE =
            Pattern.compile("(?s).*Content-Length: (\\d+)(?:\r\n[^\r\n]+)*\r\n\r\n(.*)");

    private RawHttp() {}

    static Socket connect(TestNode node) throws IOException {
        NodeAddress address = node.connectAddress();
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address.host(), address.port()), 2_000);
        socket.setSoTimeout(3_000);
        return socket;
    }

    static void send(Socket socket, String method, String path) throws IOException {
        OutputStream out = socket.getOutputStream();
        String body = method.equals("POST")
                ? "X-Amz-Target: DynamoDB_20120810.GetItem\r\nContent-Length: 2\r\n\r\n{}"
                : "\r\n";
        out.write((method + " " + path + " HTTP/1.1\r\nHost: dog:1\r\n" + body).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads until the body is complete or the node closes the connection. */
    static String receive(Socket socket) throws IOException {
        return receive(socket, new StringBuilder());
    }

    /** Appends to a partly received response. What was read before a failure stays in it. */
    static String receive(Socket socket, StringBuilder response) throws IOException {
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            response.append((char) c);
            if (isComplete(response)) {
                break;
            }
        }
        return response.toString();
    }

    private static boolean isComplete(CharSequence response) {
        Matcher parts = RESPONSE.matcher(response);
        return parts.matches() && parts.group(2).length() == Integer.parseInt(parts.group(1));
    }

    /** The whole response, including status line and headers. */
    static String exchange(TestNode node, String method, String path) throws IOException {
        try (Socket socket = connect(node)) {
            send(socket, method, path);
            return receive(socket);
        }
    }

    static String get(TestNode node, String path) throws IOException {
        String response = exchange(node, "GET", path);
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }
}
