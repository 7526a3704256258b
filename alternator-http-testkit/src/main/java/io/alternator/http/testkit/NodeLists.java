package io.alternator.http.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One node's answers to {@code /localnodes}. The first of these that is set applies:
 *
 * <ol>
 *   <li>the answer for the data center or rack of the query
 *   <li>the answer for every query
 *   <li>the node's own view of the cluster
 * </ol>
 *
 * Thread-safe.
 */
final class NodeLists {
    private final String ownDatacenter;
    private final Function<ListQuery, List<String>> ownView;
    private final Map<ListQuery, CannedReply> scopedAnswers = new ConcurrentHashMap<>();
    private volatile @Nullable CannedReply answer;
    private volatile boolean ignoresQuery;

    NodeLists(String ownDatacenter, Function<ListQuery, List<String>> ownView) {
        this.ownDatacenter = ownDatacenter;
        this.ownView = ownView;
    }

    CannedReply reply(HttpUrl url) {
        ListQuery query = ignoresQuery ? ListQuery.datacenter(ownDatacenter) : ListQuery.of(url, ownDatacenter);
        CannedReply scoped = scopedAnswers.get(query);
        if (scoped != null) {
            return scoped;
        }
        CannedReply fixed = answer;
        return fixed != null ? fixed : list(ownView.apply(query));
    }

    /** A reply with these hosts as a JSON array. */
    static CannedReply list(List<String> hosts) {
        return CannedReply.ok(JsonText.array(hosts));
    }

    void setAnswer(CannedReply answer) {
        this.answer = answer;
    }

    void setAnswer(ListQuery query, CannedReply answer) {
        scopedAnswers.put(query, answer);
    }

    /** Removes all answers that were set. */
    void clear() {
        scopedAnswers.clear();
        answer = null;
    }

    /** Ignores {@code dc} and {@code rack}: every request is for the node's own data center. */
    void setIgnoresQuery(boolean ignoresQuery) {
        this.ignoresQuery = ignoresQuery;
    }
}
