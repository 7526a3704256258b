package io.alternator.http.examples.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in the browser. */
final class Page {
    private final DevTools devTools;
    private final String session;
    private final List<String> consoleMessages = new CopyOnWriteArrayList<>();

    private Page(DevTools devTools, String session) {
        this.devTools = devTools;
        this.session = session;
    }

    static Page open(DevTools devTools, URI address) {
        String target = devTools.run("", "Target.createTarget", Map.of("url", "about:blank"))
                .at("targetId")
                .text();
        String session = devTools.run("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .at("sessionId")
                .text();
        Page page = new Page(devTools, session);
        devTools.listen(session, page::record);
        page.run("Runtime.enable", Map.of());
        page.run("Log.enable", Map.of());
        page.run("Page.enable", Map.of());
        page.run("Page.navigate", Map.of("url", address.toString()));
        return page;
    }

    /** Messages on the browser's console, and uncaught exceptions. */
    List<String> consoleMessages() {
        return consoleMessages;
    }

    Json eval(String expression) {
        Json result = run("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.at("exceptionDetails").value() != null) {
            throw new IllegalStateException(expression + ": " + Json.write(Map.of("details", result.value())));
        }
        return result.at("result", "value");
    }

    /** Waits until a JavaScript expression is true. */
    void await(String expression) {
        Eventually.get(
                () -> expression + "; text of the page: "
                        + eval("document.body.innerText").text(),
                () -> Boolean.TRUE.equals(eval(expression).value()) ? Optional.of(true) : Optional.empty());
    }

    /** Waits until the button with this label is enabled and clicks it with mouse events. */
    void click(String label) {
        String button = "[...document.querySelectorAll('button')].find(button =>"
                + " (button.getAttribute('aria-label') ?? button.textContent) === '" + label + "')";
        await(button + "?.disabled === false");
        eval(button + ".scrollIntoView({block: 'center'})");
        Json box = eval("(({x, y, width, height}) => ({x: x + width / 2, y: y + height / 2}))(" + button
                + ".getBoundingClientRect())");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            run(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            box.at("x").number(),
                            "y",
                            box.at("y").number(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    void resize(int width, int height, boolean phone) {
        run(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    void hideScrollbars() {
        run("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    }

    void colorScheme(String scheme) {
        run(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Saves the whole page, including what is scrolled out of view. */
    void screenshot(Path file) throws IOException {
        Json size = run("Page.getLayoutMetrics", Map.of()).at("cssContentSize");
        Map<String, ?> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.at("width").number(),
                "height",
                size.at("height").number(),
                "scale",
                1);
        String data = run(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .at("data")
                .text();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    private Json run(String method, Map<String, ?> parameters) {
        return devTools.run(session, method, parameters);
    }

    private void record(Json event) {
        Json parameters = event.at("params");
        switch (event.at("method").text()) {
            case "Runtime.exceptionThrown" ->
                consoleMessages.add(parameters
                        .at("exceptionDetails", "exception", "description")
                        .text());
            case "Runtime.consoleAPICalled" ->
                consoleMessages.add(parameters.at("args").text());
            case "Log.entryAdded" ->
                consoleMessages.add(parameters.at("entry", "text").text());
            default -> {}
        }
    }
}
