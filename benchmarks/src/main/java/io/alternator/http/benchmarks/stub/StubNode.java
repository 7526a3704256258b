package io.alternator.http.benchmarks.stub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A node: its prebuilt responses, its connections, and what it has read. Thread-safe; its connections are the event loop's. */
final class StubNode extends ChannelInitializer<Channel> {
    private static final int BACKLOG = 1_024;
    private static final ByteBuf HEALTHY = StubItem.response("text/plain", "healthy: stub");

    private final Duration delay;
    private final ByteBuf item;
    private final Supplier<ByteBuf> nodeList;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    final String host;
    final LongAdder requests = new LongAdder(); // DynamoDB requests read, without node list requests and probes
    final LongAdder bytes = new LongAdder(); // read, of all requests
    final LongAdder accepted = new LongAdder(); // connections

    /**
     * @param delay of the responses to DynamoDB requests
     * @param item the response to them
     * @param nodeList the response to {@code GET /localnodes}
     */
    StubNode(String host, Duration delay, ByteBuf item, Supplier<ByteBuf> nodeList) {
        this.host = host;
        this.delay = delay;
        this.item = item;
        this.nodeList = nodeList;
    }

    /** Listens on this port, or any free one if it is 0; returns it. */
    int listen(EventLoopGroup eventLoop, int port) {
        ChannelFuture listening = new ServerBootstrap()
                .group(eventLoop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(this)
                .bind(host, port)
                .awaitUninterruptibly();
        if (!listening.isSuccess()) {
            throw new IllegalStateException(
                    "cannot listen on " + host + ":" + port + "; addresses of 127.0.0.0/8 need Linux",
                    listening.cause());
        }
        channels.add(listening.channel());
        return ((InetSocketAddress) listening.channel().localAddress()).getPort();
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
                response = toApi ? item : head.uri().startsWith("/localnodes") ? nodeList.get() : HEALTHY;
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
