package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** One client per combination of SDK client (sync, async) and routing strategy. */
public final class DemoClients implements AutoCloseable {
    private final Map<String, BalancedClient> byName = new LinkedHashMap<>();

    /** Opens the clients on the target's cluster; {@code settings} adds configuration that all of them share. */
    public DemoClients(Target target, UnaryOperator<AlternatorConfig.Builder> settings) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            for (BalancedClient.Kind kind : BalancedClient.Kind.values()) {
                String name = name(kind, strategy);
                AlternatorConfig.Builder config =
                        settings.apply(target.config()).strategy(strategy).name(name);
                byName.put(name, BalancedClient.open(kind, config.build(), target.credentials()));
            }
        }
    }

    Map<String, BalancedClient> byName() {
        return byName;
    }

    /** The client of this kind. */
    public BalancedClient of(BalancedClient.Kind kind, RoutingStrategy strategy) {
        return Objects.requireNonNull(byName.get(name(kind, strategy)));
    }

    /** The client's name in logs and meters. */
    public static String name(BalancedClient.Kind kind, RoutingStrategy strategy) {
        return (kind + "-" + strategy).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
        byName.values().parallelStream().forEach(BalancedClient::close); // Netty closes slowly
    }
}
