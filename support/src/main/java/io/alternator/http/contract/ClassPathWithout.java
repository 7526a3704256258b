package io.alternator.http.contract;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/** Loads this JVM's class path once more, without some of its jars: an application that does not have them. */
public final class ClassPathWithout extends URLClassLoader {

    private ClassPathWithout(URL... urls) {
        super(urls, ClassLoader.getPlatformClassLoader());
    }

    /**
     * The class path without the jars of this Maven artifact.
     *
     * @throws IllegalArgumentException if there is no such jar, so that the test would prove nothing
     */
    public static ClassPathWithout artifact(String name) {
        String jar = name + "-[0-9].*\\.jar";
        Path[] all = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toArray(Path[]::new);
        URL[] rest = Stream.of(all)
                .filter(path -> !String.valueOf(path.getFileName()).matches(jar))
                .map(ClassPathWithout::url)
                .toArray(URL[]::new);
        if (rest.length == all.length) {
            throw new IllegalArgumentException(name + " is not on the class path");
        }
        return new ClassPathWithout(rest);
    }

    /** Runs a program, made without arguments, that is loaded anew. */
    @SuppressWarnings("unchecked") // it implements this in every class loader
    public String run(Class<? extends Function<String, String>> program, String argument)
            throws ReflectiveOperationException {
        Class<?> loaded = loadClass(program.getName());
        if (loaded == program) {
            throw new IllegalStateException(program + " was not loaded anew");
        }
        return ((Function<String, String>) loaded.getConstructor().newInstance()).apply(argument);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path + " is no path", e);
        }
    }
}
