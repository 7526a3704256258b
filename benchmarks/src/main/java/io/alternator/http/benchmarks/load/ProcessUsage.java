package io.alternator.http.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time and heap allocation of this process so far.
 *
 * @param cpuNanos CPU time of all threads, including the JIT compiler and the garbage collector
 * @param allocated bytes allocated on the Java heap, by the id of each live thread. The bytes of ended threads are lost, so threads
 *     must live throughout a measurement
 */
record ProcessUsage(long cpuNanos, Map<Long, Long> allocated) {

    static ProcessUsage now() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], Math.max(0, bytes[i]));
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessUsage(system.getProcessCpuTime(), allocated);
    }

    long cpuNanosSince(ProcessUsage earlier) {
        return cpuNanos - earlier.cpuNanos;
    }

    long allocatedSince(ProcessUsage earlier) {
        return allocated.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - earlier.allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
