package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives each node its own address of 127.0.0.0/8, all on the same port, as in a real Alternator cluster. Where only 127.0.0.1
 * can be bound (macOS), or on request, the nodes share it and each has its own port. Ports are below the ephemeral range:
 * otherwise a client that connects to a stopped node could be assigned that same port and connect to itself.
 */
final class LoopbackAddresses implements Addresses {
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int ATTEMPTS = 50;
    private static final int HOSTS_PER_BLOCK = 250;
    private static final int BLOCKS_PER_CLUSTER = 4;
    private static final int FIRST_BLOCK = 16 * 256;
    private static final int BLOCKS = 234 * 256;

    /** Several JVMs may run clusters. */
    private static final Random RANDOM = new Random();

    /** Within one JVM, clusters of up to 1,000 nodes have no address in common. */
    private static final AtomicInteger NEXT_BLOCK = new AtomicInteger(RANDOM.nextInt(BLOCKS));

    private final int block = FIRST_BLOCK + Math.floorMod(NEXT_BLOCK.getAndAdd(BLOCKS_PER_CLUSTER), BLOCKS);
    private final int port;
    private final boolean shared;
    private int count;

    /** Addresses with this port, or with a free one if it is 0. */
    LoopbackAddresses(int fixedPort, boolean sharedOnRequest) {
        this.port = fixedPort == 0 ? freePort("127.0.0.1") : fixedPort;
        this.shared = sharedOnRequest || !canBind(host(0), port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public NodeAddress next() {
        return new NodeAddress(host(count++), port);
    }

    @Override
    public NodeAddress connectAddress(NodeAddress listed) {
        return shared ? new NodeAddress("127.0.0.1", freePort("127.0.0.1")) : listed;
    }

    private String host(int index) {
        int number = block + index / HOSTS_PER_BLOCK;
        return "127." + number / 256 + "." + number % 256 + "." + (index % HOSTS_PER_BLOCK + 1);
    }

    private static int freePort(String host) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int candidate = RANDOM.nextInt(FIRST_PORT, LAST_PORT);
            if (canBind(host, candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free port found between " + FIRST_PORT + " and " + LAST_PORT);
    }

    private static boolean canBind(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("cannot listen on " + host, e);
        }
    }
}
