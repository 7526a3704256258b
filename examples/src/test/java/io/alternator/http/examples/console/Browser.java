package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A page in Debian's headless Chromium. */
final class Browser implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration LIMIT = Duration.ofSeconds(30); // allows for a busy machine

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test, with the reason, if the browser or its driver is not installed. */
    static void assumeInstalled() {
        for (Path program : List.of(BROWSER, DRIVER)) {
            assumeTrue(
                    Files.isExecutable(program),
                    "no program " + program + ": apt-get install chromium chromium-driver");
        }
    }

    static Browser open(URI address) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-proxy-server",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.visit(address);
        return browser;
    }

    void visit(URI address) {
        driver.get(address.toString());
    }

    /** Messages on the browser's console since the last call, uncaught exceptions included. */
    List<String> consoleMessages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The value of a JavaScript expression: a string, a number, a boolean, or "null". */
    Object eval(String expression) {
        return Objects.requireNonNullElse(driver.executeScript("return " + expression), "null");
    }

    /** Waits until a JavaScript expression is true. */
    void awaitTrue(String expression) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(eval(expression))
                        .as(() -> expression + "; text of the page: " + eval("document.body.innerText"))
                        .isEqualTo(true));
    }

    /** Waits until the button with this label or text is enabled, and clicks it. */
    void click(String label) {
        By button = By.xpath(
                "//button[@aria-label='" + label + "' or (not(@aria-label) and normalize-space()='" + label + "')]");
        await().atMost(LIMIT)
                .ignoreException(StaleElementReferenceException.class)
                .until(() -> {
                    List<WebElement> found = driver.findElements(button);
                    if (found.isEmpty() || !found.get(0).isEnabled()) {
                        return false;
                    }
                    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found.get(0));
                    found.get(0).click();
                    return true;
                });
    }

    void resize(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    void hideScrollbars() {
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    }

    void colorScheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Saves the whole page, including what is scrolled out of view. */
    void screenshot(Path file) throws IOException {
        Map<?, ?> size = (Map<?, ?>) Objects.requireNonNull(
                driver.executeCdpCommand("Page.getLayoutMetrics", Map.of()).get("cssContentSize"));
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
