package io.alternator.http.internal.keys;

import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which failures of a lookup do not pass by themselves: the table does not exist, or may not be described. */
final class LookupFailures {
    private static final Set<String> LASTING = Set.of(
            "ResourceNotFoundException",
            "TableNotFoundException",
            "AccessDeniedException",
            "AccessDenied",
            "ValidationException");

    private LookupFailures() {}

    /** True if trying again is of no use for a while. */
    static boolean isLasting(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (LASTING.contains(cause.getClass().getSimpleName()) || LASTING.contains(errorCode(cause))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The SDK's {@code AwsServiceException} has it; its module is none of ours. */
    private static String errorCode(Throwable failure) {
        Object details = property(failure, "awsErrorDetails");
        return details == null ? "" : String.valueOf(property(details, "errorCode"));
    }

    private static @Nullable Object property(Object of, String name) {
        try {
            return of.getClass().getMethod(name).invoke(of);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
            return null;
        }
    }
}
