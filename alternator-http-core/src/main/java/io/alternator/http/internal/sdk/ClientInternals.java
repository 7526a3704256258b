package io.alternator.http.internal.sdk;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies and pools of the SDK's clients. No interface of the SDK tells them, so they are read from where each client keeps
 * them. Of a client that is not known here, or keeps them elsewhere, nothing is known.
 */
public final class ClientInternals {
    private ClientInternals() {}

    /** The proxy that a built client uses, whether configured or from system properties and environment variables. */
    public static ProxySettings of(Object client) {
        return Stream.of(apache(client), netty(client), crt(client), urlConnection(client))
                .filter(ProxySettings::isSet)
                .findFirst()
                .orElse(ProxySettings.NONE);
    }

    /** The pool of a built client: how full it is if it limits all hosts together (Apache), its size if it limits each host. */
    public static PoolUse pool(Object client) {
        Object stats = call(read(client, "httpClient", "cm"), "getTotalStats");
        return call(stats, "getMax") instanceof Integer max
                        && call(stats, "getLeased") instanceof Integer leased
                        && call(stats, "getAvailable") instanceof Integer available
                ? new PoolUse(max, 0, leased, available)
                : new PoolUse(0, connectionsPerHost(client), 0, 0);
    }

    private static int connectionsPerHost(Object client) {
        return Stream.of(
                        call(read(client, "configuration"), "maxConnections"), // Netty
                        read(client, "maxStreamsPerEndpoint"), // CRT
                        read(client, "maxConnectionsPerEndpoint")) // CRT, earlier
                .filter(Integer.class::isInstance)
                .mapToInt(Integer.class::cast)
                .findFirst()
                .orElse(0);
    }

    /** True if clients of this builder limit the connections to all hosts together: Apache's do. */
    public static boolean poolIsForAllHosts(Object builder) {
        return builder.getClass().getName().contains(".apache");
    }

    /**
     * Makes a builder build clients that use no proxy.
     *
     * @return false if it does not do that: the JDK's client takes its own from system properties
     */
    public static boolean disable(Object builder) {
        if (builder.getClass().getName().contains("UrlConnection")) {
            return false;
        }
        for (Method setter : builder.getClass().getMethods()) {
            if (setter.getName().equals("proxyConfiguration")
                    && setter.getParameterTypes()[0].getSimpleName().equals("ProxyConfiguration")) {
                return disable(builder, setter);
            }
        }
        return false;
    }

    /** True if clients of this builder let the application resolve names: Apache's do. */
    static boolean takesDnsResolver(Object builder) {
        return Stream.of(builder.getClass().getMethods())
                .anyMatch(method -> method.getName().equals("dnsResolver"));
    }

    /** True if this builder was given what resolves names. */
    static boolean hasDnsResolver(Object builder) {
        return read(builder, "dnsResolver") != null;
    }

    private static boolean disable(Object builder, Method setter) {
        try {
            Object none = setter.getParameterTypes()[0].getMethod("builder").invoke(null);
            invoke(none, "useSystemPropertyValues", false);
            invoke(none, "useEnvironmentVariableValues", false);
            setter.setAccessible(true);
            setter.invoke(builder, invoke(none, "build"));
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private static ProxySettings apache(Object client) {
        Object planner = read(client, "httpClient", "delegate", "routePlanner");
        Object proxy = read(planner, "proxy");
        return settings(call(proxy, "getHostName"), call(proxy, "getPort"), read(planner, "hostPatterns"), false);
    }

    private static ProxySettings netty(Object client) {
        return configured(read(client, "pools", "proxyConfiguration"), true);
    }

    private static ProxySettings urlConnection(Object client) {
        return configured(read(client, "proxyConfiguration"), false);
    }

    private static ProxySettings configured(@Nullable Object proxy, boolean tunnels) {
        return settings(call(proxy, "host"), call(proxy, "port"), call(proxy, "nonProxyHosts"), tunnels);
    }

    private static ProxySettings crt(Object client) {
        Object proxy = read(client, "proxyOptions");
        String exempt = call(proxy, "getNoProxyHosts") instanceof String hosts ? hosts : "";
        List<String> hosts = Stream.of(exempt.split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        return settings(call(proxy, "getHost"), call(proxy, "getPort"), target -> isExemptByCrt(target, hosts), false);
    }

    /** CRT knows no patterns, but suffixes and blocks of IP addresses; a block is taken to contain every address. */
    private static boolean isExemptByCrt(String target, List<String> hosts) {
        return hosts.stream()
                .anyMatch(host -> host.equals("*")
                        || host.equals(target)
                        || target.endsWith(host.startsWith(".") ? host : "." + host)
                        || (host.contains("/") && !target.matches(".*[g-z].*")));
    }

    private static ProxySettings settings(
            @Nullable Object host, @Nullable Object port, @Nullable Object patterns, boolean tunnels) {
        Set<String> exempt = patterns instanceof Collection<?> hosts
                ? hosts.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
        return settings(host, port, target -> exempt.stream().anyMatch(target::matches), tunnels);
    }

    private static ProxySettings settings(
            @Nullable Object host, @Nullable Object port, Predicate<String> exempts, boolean tunnels) {
        return host instanceof String name && port instanceof Integer number
                ? new ProxySettings(name, number, exempts, tunnels)
                : ProxySettings.NONE;
    }

    /** The value of a field of a field; null if there is none. */
    private static @Nullable Object read(@Nullable Object object, String... fields) {
        Object value = object;
        for (String field : fields) {
            value = value == null ? null : readField(value, field);
        }
        return value;
    }

    private static @Nullable Object readField(Object object, String name) {
        try {
            for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        field.setAccessible(true);
                        return field.get(object);
                    }
                }
            }
            return null;
        } catch (IllegalAccessException | RuntimeException | LinkageError inaccessible) {
            return null;
        }
    }

    private static @Nullable Object call(@Nullable Object object, String getter) {
        try {
            return object == null ? null : invoke(object, getter);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Calls a public method of a class that may not be public. */
    private static @Nullable Object invoke(Object object, String name, Object... arguments)
            throws ReflectiveOperationException {
        for (Method method : object.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length && !method.isBridge()) {
                method.setAccessible(true);
                return method.invoke(object, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }
}
