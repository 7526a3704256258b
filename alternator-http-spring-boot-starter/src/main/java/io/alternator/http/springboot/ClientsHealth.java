package io.alternator.http.springboot;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The health of the balanced HTTP clients, in a form that does not depend on the version of Spring Boot. It looks at clients that are in
 * use and makes none; it asks no node.
 */
final class ClientsHealth {
    private final ConfigurableListableBeanFactory beans;

    ClientsHealth(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * The state of all clients at one moment.
     *
     * @param status DOWN if one client is DOWN, else UP if one is UP, else UNKNOWN: none is in use, or none has had a response
     * @param details by the client's bean
     */
    record Report(ClientHealth.Status status, Map<String, Object> details) {}

    Report report() {
        Map<String, Object> details = new LinkedHashMap<>();
        List<ClientHealth.Status> states = new ArrayList<>();
        BiConsumer<String, Client> collect = (name, client) -> {
            states.add(client.health().status());
            details.put(name, client.details());
        };
        forEach(
                AlternatorHttpClient.class,
                (name, http) -> collect.accept(name, new Client(http.health(), http.nodes())));
        forEach(
                AlternatorAsyncHttpClient.class,
                (name, http) -> collect.accept(name, new Client(http.health(), http.nodes())));
        return new Report(worst(states), details);
    }

    private static ClientHealth.Status worst(List<ClientHealth.Status> states) {
        if (states.contains(ClientHealth.Status.DOWN)) {
            return ClientHealth.Status.DOWN;
        }
        return states.contains(ClientHealth.Status.UP) ? ClientHealth.Status.UP : ClientHealth.Status.UNKNOWN;
    }

    private <T> void forEach(Class<T> type, BiConsumer<String, T> client) {
        for (String name : beans.getBeanNamesForType(type, true, false)) {
            if (beans.containsSingleton(name)) {
                client.accept(name, beans.getBean(name, type));
            }
        }
    }

    /** One client at one moment. */
    private record Client(ClientHealth health, List<NodeStatus> nodes) {

        Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("status", health.status());
            details.putAll(health.details());
            Map<String, Object> states = new LinkedHashMap<>();
            nodes.forEach(node -> states.put(node.address().toString(), describe(node)));
            details.put("nodes", states);
            return details;
        }

        private static Map<String, Object> describe(NodeStatus node) {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("state", node.state());
            described.put("weight", String.format(Locale.ROOT, "%.2f", node.weight()));
            described.put("since", node.since().toString());
            described.put("reason", node.reason());
            node.lastProbe().ifPresent(probe -> described.put("lastProbe", probe.at() + ": " + probe.result()));
            node.nextProbe().ifPresent(at -> described.put("nextProbe", at.toString()));
            return described;
        }
    }
}
