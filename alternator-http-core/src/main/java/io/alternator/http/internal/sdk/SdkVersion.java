package io.alternator.http.internal.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses modules of the AWS SDK that are too old: before 2.32.0, clients replace the signed {@code Host} header, and every node
 * but the endpoint refuses the signature. The versions are those that Maven wrote into the modules' jars; a jar without one, as
 * after shading, is accepted.
 */
public final class SdkVersion {
    private static final String REQUIRED = "2.32.0";
    private static final int REQUIRED_MAJOR = 2;
    private static final int REQUIRED_MINOR = 32;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\..*");

    private static final String CLIENTS = "software.amazon.awssdk.http.";
    private static final Map<String, String> CLIENT_MODULES = Map.of(
            "apache", "apache-client",
            "apache5", "apache5-client",
            "crt", "aws-crt-client",
            "nio", "netty-nio-client",
            "urlconnection", "url-connection-client");

    private SdkVersion() {}

    /**
     * Checks the SDK's core and the module of the client.
     *
     * @param client the class of an HTTP client or of its builder
     * @throws IllegalStateException if one of them is older than 2.32.0
     */
    public static void requireSupported(Class<?> client) {
        List<String> modules = new ArrayList<>(List.of("http-client-spi", "sdk-core"));
        if (client.getName().startsWith(CLIENTS)) {
            String name = client.getName().substring(CLIENTS.length()).replaceFirst("\\..*", "");
            Optional.ofNullable(CLIENT_MODULES.get(name)).ifPresent(modules::add);
        }
        ClassLoader own = client.getClassLoader();
        ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
        for (String module : modules) {
            require(module, version(module, loader));
        }
    }

    private static void require(String module, String version) {
        if (isTooOld(version)) {
            throw new IllegalStateException("AWS SDK " + version + " (" + module + "): " + REQUIRED
                    + " or newer is required, as older clients replace the signed Host header. Import"
                    + " software.amazon.awssdk:bom in that version before any other bom, for all modules of the SDK");
        }
    }

    private static boolean isTooOld(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major < REQUIRED_MAJOR || (major == REQUIRED_MAJOR && Integer.parseInt(parts.group(2)) < REQUIRED_MINOR);
    }

    /** The version of a module; empty if it is not known. */
    private static String version(String module, ClassLoader loader) {
        String name = "META-INF/maven/software.amazon.awssdk/" + module + "/pom.properties";
        try (InputStream file = loader.getResourceAsStream(name)) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "");
        } catch (IOException | IllegalArgumentException unreadable) {
            return "";
        }
    }
}
