package io.alternator.http.benchmarks.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A node: its prebuilt responses, its connections, and what it has read. Thread-safe; its connections are the event loop's. */
final class StubNode extends ChannelInitializer<Channel> {
    private static final ByteBuf ITEM =
            response("application/x-amz-json-1.0", "{\"Item\":{\"id\":{\"S\":\"1\"},\"name\":{\"S\":\"dog\"}}}");
    private static final ByteBuf HEALTHY = response("text/plain", "healthy: stub");

    private final String host;
    private final Duration delay;
    private final Supplier<ByteBuf> nodeList;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    final LongAdder requests = new LongAdder(); // DynamoDB requests read, without node list requests and probes
    final LongAdder bytes = new LongAdder(); // read, of all requests
    final LongAdder accepted = new LongAdder(); // connections

    /**
     * @param delay of the responses to DynamoDB requests
     * @param nodeList the response to {@code GET /localnodes}
     */
    StubNode(String host, Duration delay, Supplier<ByteBuf> nodeList) {
        this.host = host;
        this.delay = delay;
        this.nodeList = nodeList;
    }

    /** A response that can be written any number of times. */
    static ByteBuf response(String type, String body) {
        String text = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\nx-amzn-RequestId: 0b8c0e2e-6d35-4b6b-9d0f-1b1f0d0c0a09\r\n\r\n" + body;
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    String host() {
        return host;
    }

    /** The channel on which the node listens. */
    void listensOn(Channel listening) {
        channels.add(listening);
    }

    /** Connections open now. */
    long open() {
        return channels.size() - 1L; // one listens
    }

    void close() {
        channels.close().awaitUninterruptibly();
    }

    @Override
    protected void initChannel(Channel connection) {
        accepted.increment();
        channels.add(connection);
        connection.pipeline().addLast(new CountingDecoder(), new Responder());
    }

    private final class CountingDecoder extends HttpRequestDecoder {
        private CountingDecoder() {
            super(new HttpDecoderConfig().setValidateHeaders(false)); // costs CPU
        }

        @Override
        public void channelRead(ChannelHandlerContext connection, Object read) throws Exception {
            bytes.add(((ByteBuf) read).readableBytes());
            super.channelRead(connection, read);
        }
    }

    /** Responds once a request is read completely. */
    private final class Responder extends SimpleChannelInboundHandler<HttpObject> {
        private boolean toApi;
        private ByteBuf response = HEALTHY;

        @Override
        protected void channelRead0(ChannelHandlerContext connection, HttpObject part) {
            if (part instanceof HttpRequest head) {
                toApi = head.method().equals(HttpMethod.POST);
                response = toApi ? ITEM : head.uri().startsWith("/localnodes") ? nodeList.get() : HEALTHY;
            }
            if (part instanceof LastHttpContent) {
                respond(connection, response.duplicate());
            }
        }

        private void respond(ChannelHandlerContext connection, ByteBuf copy) {
            if (toApi) {
                requests.increment();
            }
            if (toApi && !delay.isZero()) {
                connection
                        .executor()
                        .schedule(() -> connection.writeAndFlush(copy), delay.toNanos(), TimeUnit.NANOSECONDS);
            } else {
                connection.writeAndFlush(copy);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
            connection.close(); // the client has reset it
        }
    }
}
