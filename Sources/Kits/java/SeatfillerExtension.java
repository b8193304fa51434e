package seatfiller;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a world of its own on one Seatfiller, which it starts once for the run.
 *
 * <pre>{@code
 * @SeatfillerTest(verify = true)
 * class LicenceClientTest {
 *     @Test
 *     void comesBackAfterTooManyRequests(Seatfiller seatfiller) {
 *         seatfiller.faults().add(Fault.status(429).retryAfterSeconds(1)
 *                 .operation("store.listSeatsOfUser").page(2).times(1));
 *         assertEquals(260, new LicenceClient(seatfiller.url()).seats("max@contoso.com").size());
 *         assertEquals(1, seatfiller.requests().count(Query.status(429)));
 *     }
 * }
 * }</pre>
 *
 * <p>Methods of tests, {@code @BeforeEach} and {@code @AfterEach} can have the parameter. If a test
 * fails, its report has the requests that came and the lists that were read.
 *
 * <p>Configuration parameters of JUnit say what to start: {@code seatfiller.executable} is its path
 * (by default {@code seatfiller}, which is looked for as commands are), and {@code
 * seatfiller.options} are options of {@code seatfiller serve}, separated by spaces. The URL of a
 * server that runs, {@code seatfiller.url} or the variable {@code SEATFILLER_URL}, is used instead.
 */
public final class SeatfillerExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SeatfillerExtension.class);

    /**
     * Uses the extension, and says what the tests of a class, or one test, begin with.
     *
     * <p>The annotation of a method counts instead of that of its class, and is not added to it.
     */
    @Documented
    @Inherited
    @ExtendWith(SeatfillerExtension.class)
    @Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    public @interface SeatfillerTest {
        /** Paths of {@code .json} and {@code .sql} files, which add up; by default the server's. */
        String[] seed() default {};

        /** Settings for what the contract leaves open, such as {@code store.maxResults=clamp}. */
        String[] quirks() default {};

        /** Whether a test fails unless its client has read its lists whole. */
        boolean verify() default false;

        /** Findings that do not fail it, such as {@code restarted}. */
        String[] allow() default {};
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Seatfiller.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a world belongs to a test: take it in a method of @Test or @BeforeEach");
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent("world", key -> newWorld(context), Seatfiller.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Seatfiller world = context.getStore(NAMESPACE).get("world", Seatfiller.class);
        if (world == null) {
            return;
        }
        try (world) {
            Optional<SeatfillerTest> how = annotation(context);
            boolean hasFailed = context.getExecutionException().isPresent();
            List<String> reasons = how.map(SeatfillerTest::verify).orElse(false)
                    ? world.traversals().reasons(1, how.get().allow()) : List.of();
            if (hasFailed || !reasons.isEmpty()) {
                context.publishReportEntry("seatfiller", world.report());
            }
            if (!hasFailed && !reasons.isEmpty()) {
                throw new AssertionError(String.join("\n", reasons));
            }
        }
    }

    private static Seatfiller newWorld(ExtensionContext context) {
        Server server = context.getRoot().getStore(NAMESPACE)
                .getOrComputeIfAbsent("server", key -> Server.of(context), Server.class);
        Seatfiller world = new Seatfiller(server, uniqueName(context.getDisplayName()));
        annotation(context).ifPresent(how -> {
            boolean isFirst = true;
            for (String path : how.seed()) {
                world.seed(isFirst ? "PUT" : "POST", Path.of(path));
                isFirst = false;
            }
            for (String quirk : how.quirks()) {
                String[] words = quirk.split("=", 2);
                world.quirk(words[0], words.length == 1 ? "" : words[1]);
            }
        });
        return world;
    }

    /** That of the method, or else of its class or one around it. */
    private static Optional<SeatfillerTest> annotation(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context); at.isPresent();
                at = at.get().getParent()) {
            var found = AnnotationSupport.findAnnotation(
                    at.get().getElement(), SeatfillerTest.class);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A readable name for people, and a random end because others may run the test meanwhile. */
    private static String uniqueName(String name) {
        String readable = name.replaceAll("\\(.*?\\)$", "").replaceAll("[^A-Za-z0-9._]+", "-");
        String random = UUID.randomUUID().toString().substring(24);
        return readable.substring(0, Math.min(readable.length(), 51)) + "-" + random;
    }

    /** A world of the server: the data, the clock, the faults and the journal of one test. */
    public static final class Seatfiller implements AutoCloseable {
        private final Server server;
        private final String name;

        private Seatfiller(Server server, String name) {
            this.server = server;
            this.name = name;
        }

        public String name() {
            return name;
        }

        /** The base URL for the client under test. */
        public String url() {
            return server.url + "/__world/" + name;
        }

        /** The answers that are ordered in advance. */
        public Faults faults() {
            return new Faults(this);
        }

        /** The journal: what was asked and answered. */
        public Requests requests() {
            return new Requests(this);
        }

        /** Which lists the clients have read, and what they have left. */
        public Traversals traversals() {
            return new Traversals(this);
        }

        public Clock clock() {
            return new Clock(this);
        }

        /** Chooses how the world behaves where the contract is silent. */
        public void quirk(String quirk, String value) {
            ask("PUT", "quirks", JSON.text(Map.of(quirk, value)));
        }

        /** Replaces the data by a seed, the path of a {@code .json} or {@code .sql} file. */
        public void seed(Path path) {
            seed("PUT", path);
        }

        /** Goes back to the seeded state: data, clock, faults, quirks, journal. */
        public void reset() {
            ask("POST", "reset", "");
        }

        /**
         * Any other call of the control plane.
         *
         * @param path what follows {@code /__admin/}.
         * @return the content of the answer.
         * @throws ControlException if that is not a success.
         */
        public String ask(String method, String path, String content) {
            return server.call(method, url() + "/__admin/" + path, "application/json", content);
        }

        /** The latest requests, the traversals, and what does not hold of them, for people. */
        public String report() {
            StringJoiner lines = new StringJoiner("\n");
            lines.add("world " + name);
            requests().latest(50).forEach(request -> lines.add(request.toString()));
            traversals().list().forEach(traversal -> lines.add(traversal.toString()));
            traversals().reasons(0).forEach(lines::add);
            return lines.toString();
        }

        /** Drops the world. The extension does this when the test has ended. */
        @Override
        public void close() {
            try {
                server.call("DELETE", server.url + "/__admin/worlds/" + name, "text/plain", "");
            } catch (ControlException error) {
                // A test that has asked for nothing has made no world.
                if (error.status() != 404) {
                    throw error;
                }
            }
        }

        private void seed(String method, Path path) {
            String type = path.toString().endsWith(".sql") ? "application/sql" : "application/json";
            try {
                server.call(method, url() + "/__admin/seed", type, Files.readString(path));
            } catch (IOException error) {
                throw new IllegalArgumentException("the seed " + path + " cannot be read", error);
            }
        }
    }

    /** The faults of a world. */
    public static final class Faults {
        private final Seatfiller world;

        private Faults(Seatfiller world) {
            this.world = world;
        }

        /** Adds a fault, and returns its id. */
        public String add(Fault fault) {
            return add(fault.json());
        }

        /** Adds a fault as the control plane takes it, and returns its id. */
        public String add(String json) {
            return (String) JSON.object(world.ask("POST", "faults", json)).get("id");
        }

        /** How often a fault has acted. */
        public int fired(String id) {
            Map<String, Object> fault = JSON.object(world.ask("GET", "faults/" + id, ""));
            return ((Number) fault.get("fired")).intValue();
        }

        /** Removes all faults. */
        public void clear() {
            world.ask("DELETE", "faults", "");
        }
    }

    /** A fault: what happens, to which requests, and when. */
    public static final class Fault {
        private final Map<String, Object> match = new LinkedHashMap<>();
        private final Map<String, Object> when = new LinkedHashMap<>();
        private final Map<String, Object> effect = new LinkedHashMap<>();

        private Fault(String name, Object value) {
            effect.put(name, value);
        }

        /** An answer with this status, in the form of the API's own errors. */
        public static Fault status(int status) {
            return new Fault("status", status);
        }

        /** A fault of paging, such as {@code page-short}. */
        public static Fault paging(String name) {
            return new Fault("paging", name);
        }

        /** A broken connection, such as {@code EMPTY_RESPONSE}. */
        public static Fault connection(String name) {
            return new Fault("connection", name);
        }

        /** An answer that is only late. */
        public static Fault delay(Duration delay) {
            return new Fault("delay", Map.of("milliseconds", delay.toMillis()));
        }

        /** An answer that ends after this many bytes. */
        public static Fault truncateBody(int bytes) {
            return new Fault("truncateBody", bytes);
        }

        /** A 429 once the budget of a window is spent. */
        public static Fault throttle(int limit, int windowSeconds) {
            return new Fault("throttle", Map.of("limit", limit, "windowSeconds", windowSeconds));
        }

        public Fault retryAfterSeconds(int seconds) {
            return with(effect, "retryAfterSeconds", seconds);
        }

        /** What is answered instead of the API's own error. */
        public Fault body(String body) {
            return with(effect, "body", body);
        }

        /** Of a fault of paging: how many items. */
        public Fault count(int items) {
            return with(effect, "count", items);
        }

        public Fault operation(String operation) {
            return with(match, "operation", operation);
        }

        public Fault path(String pattern) {
            return with(match, "path", pattern);
        }

        public Fault user(String user) {
            return with(match, "user", user);
        }

        public Fault customerId(String customerId) {
            return with(match, "customerId", customerId);
        }

        public Fault page(int page) {
            return with(match, "page", page);
        }

        /** At the n-th matching request. */
        public Fault call(int call) {
            return with(when, "call", call);
        }

        public Fault times(int times) {
            return with(when, "times", times);
        }

        private Fault with(Map<String, Object> part, String name, Object value) {
            part.put(name, value);
            return this;
        }

        private String json() {
            return JSON.text(Map.of("match", match, "when", when, "do", effect));
        }
    }

    /** The journal of a world. */
    public static final class Requests {
        private final Seatfiller world;

        private Requests(Seatfiller world) {
            this.world = world;
        }

        /** All requests that match, oldest first. */
        public List<Request> find(Query query) {
            return requests(world.ask("POST", "requests/find", JSON.text(query.criteria)));
        }

        /** How many requests match. */
        public int count(Query query) {
            String content = world.ask("POST", "requests/count", JSON.text(query.criteria));
            return ((Number) JSON.object(content).get("count")).intValue();
        }

        /**
         * Waits until so many requests have matched.
         *
         * @throws ControlException 408 with the nearest misses, if they do not come in time.
         */
        public List<Request> waitFor(Query query, int count, Duration timeout) {
            StringJoiner parameters = new StringJoiner("&", "requests/await?", "");
            parameters.add("count=" + count).add("timeoutMs=" + timeout.toMillis());
            query.criteria.forEach((name, value) -> parameters.add(
                    name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)));
            return requests(world.ask("GET", parameters.toString(), ""));
        }

        /** Empties the journal. */
        public void clear() {
            world.ask("DELETE", "requests", "");
        }

        private List<Request> latest(int limit) {
            // "before" gives the latest entries.
            String query = "before=" + Long.MAX_VALUE + "&limit=" + limit;
            return requests(world.ask("GET", "requests?" + query, ""));
        }

        private static List<Request> requests(String content) {
            return JSON.objects(JSON.object(content).get("requests")).stream()
                    .map(Request::new).toList();
        }
    }

    /** Which requests are meant: those that meet all criteria. */
    public static final class Query {
        private final Map<String, Object> criteria = new LinkedHashMap<>();

        private Query() {}

        public static Query all() {
            return new Query();
        }

        public static Query status(int status) {
            return all().and("status", status);
        }

        public static Query operation(String operation) {
            return all().and("operation", operation);
        }

        public static Query user(String user) {
            return all().and("user", user);
        }

        public static Query path(String pattern) {
            return all().and("path", pattern);
        }

        /**
         * @param name {@code operation}, {@code method}, {@code path}, {@code user}, {@code
         *     customerId}, {@code type}, {@code status}, {@code body}, {@code text} or {@code
         *     traversal}.
         */
        public Query and(String name, Object value) {
            criteria.put(name, value);
            return this;
        }
    }

    /**
     * A request and its answer.
     *
     * @param status null if a fault ended the connection without one.
     * @param operation null if it was for none.
     * @param fault the id of the fault that acted, or null.
     * @param members all that the journal keeps.
     */
    public record Request(
            long id, String method, String path, Integer status, String operation, String rule,
            String fault, Map<String, Object> members) {
        private Request(Map<String, Object> of) {
            this(((Number) of.get("id")).longValue(), (String) of.get("method"),
                    (String) of.get("path"),
                    of.get("status") == null ? null : ((Number) of.get("status")).intValue(),
                    (String) of.get("operation"), (String) of.get("rule"), (String) of.get("fault"),
                    of);
        }

        @Override
        public String toString() {
            String answer = status == null ? "no answer" : status.toString();
            String by = Objects.requireNonNullElse(fault, rule);
            StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
            ((Map<?, ?>) members.get("query")).forEach((name, value) -> {
                String text = value.toString();
                // A continuation token has hundreds of characters.
                query.add(name + "=" + (text.length() > 24 ? text.substring(0, 24) + "…" : text));
            });
            return "request " + id + ": " + method + " " + path + query
                    + ": " + answer + " by " + by;
        }
    }

    /** The traversals of a world. */
    public static final class Traversals {
        private final Seatfiller world;

        private Traversals(Seatfiller world) {
            this.world = world;
        }

        /** The latest traversals, oldest first. */
        public List<Traversal> list() {
            Map<String, Object> page = JSON.object(world.ask("GET", "traversals?limit=50", ""));
            List<Traversal> list = new ArrayList<>();
            JSON.objects(page.get("traversals")).forEach(each -> list.add(new Traversal(each)));
            Collections.reverse(list);
            return list;
        }

        /** Fails unless at least one list was read, and all were read whole. */
        public void verify(String... allow) {
            List<String> reasons = reasons(1, allow);
            if (!reasons.isEmpty()) {
                throw new AssertionError(String.join("\n", reasons));
            }
        }

        private List<String> reasons(int least, String... allow) {
            Map<String, Object> how = Map.of("least", least, "allow", List.of(allow));
            try {
                world.ask("POST", "traversals/verify", JSON.text(how));
                return List.of();
            } catch (ControlException error) {
                if (!error.code().equals("verification-failed")) {
                    throw error;
                }
                return ((List<?>) error.members().get("reasons")).stream()
                        .map(Object::toString).toList();
            }
        }
    }

    /**
     * One walk of a client along a list.
     *
     * @param verdict {@code complete}, {@code incomplete}, {@code running} or {@code unjudged}.
     * @param missed null if nobody can know.
     * @param members all that is known of it.
     */
    public record Traversal(
            long id, String operation, String verdict, int pages, Integer missed,
            Map<String, Object> members) {
        private Traversal(Map<String, Object> of) {
            this(((Number) of.get("id")).longValue(), (String) of.get("operation"),
                    (String) of.get("verdict"), ((Number) of.get("pages")).intValue(),
                    of.get("missed") == null ? null : ((Number) of.get("missed")).intValue(), of);
        }

        @Override
        public String toString() {
            String left = missed == null ? "unknown" : missed.toString();
            return "traversal " + id + ": " + operation + ": " + verdict
                    + "; pages " + pages + ", missed " + left;
        }
    }

    /** The clock of a world. */
    public static final class Clock {
        private final Seatfiller world;

        private Clock(Seatfiller world) {
            this.world = world;
        }

        public Instant now() {
            String now = (String) JSON.object(world.ask("GET", "clock", "")).get("now");
            return OffsetDateTime.parse(now).toInstant();
        }

        /** Stops the clock at an instant. */
        public void freeze(Instant now) {
            world.ask("PUT", "clock", JSON.text(Map.of("now", now.toString(), "frozen", true)));
        }

        public void advance(Duration duration) {
            Map<String, Object> change = Map.of("advanceSeconds", duration.toMillis() / 1000.0);
            world.ask("PUT", "clock", JSON.text(change));
        }

        /** Returns to real time. */
        public void reset() {
            world.ask("DELETE", "clock", "");
        }
    }

    /** An answer of the control plane that is not a success. */
    public static final class ControlException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final transient Map<String, Object> members;

        private ControlException(String call, int status, String content) {
            super(status + " of " + call + ": " + content);
            this.status = status;
            this.members = JSON.isObject(content) ? JSON.object(content) : Map.of();
        }

        public int status() {
            return status;
        }

        /** The word for the error, such as {@code bad-fault}. */
        public String code() {
            return Objects.toString(members.get("code"), "");
        }

        /** All that the answer says. */
        public Map<String, Object> members() {
            return members;
        }
    }

    /** The server of the run: a process of ours, or that of somebody else. */
    private static final class Server implements CloseableResource {
        // The server runs until the shell's input ends, which only this process holds open. So the
        // server ends with this process, whatever ends that. The output is closed so that its end
        // tells that of the server.
        private static final String LEASH = """
                "$@" </dev/null &
                server=$!
                exec >&-
                read -r line
                kill "$server" 2>/dev/null
                wait "$server"
                """;
        private static final Pattern READY = Pattern.compile(" ready on (\\S+) ");

        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY).build();
        private final String url;
        /** Null for the server of somebody else. */
        private final Process process;
        /** What the server has written to standard error. */
        private final Log log;

        private Server(String url, Process process, Log log) {
            this.url = url;
            this.process = process;
            this.log = log;
        }

        static Server of(ExtensionContext context) {
            Optional<String> running = context.getConfigurationParameter("seatfiller.url")
                    .or(() -> Optional.ofNullable(System.getenv("SEATFILLER_URL")))
                    .filter(text -> !text.isEmpty());
            if (running.isPresent()) {
                // The SEATFILLER_URL of `seatfiller env --world NAME` is that of a world.
                String url = running.get().replaceAll("(/__world/[^/]*)?/*$", "");
                return new Server(url, null, null);
            }
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "seatfiller"));
            command.add(context.getConfigurationParameter("seatfiller.executable")
                    .orElse("seatfiller"));
            command.addAll(List.of("serve", "--host", "127.0.0.1", "--port", "0"));
            context.getConfigurationParameter("seatfiller.options").map(String::strip)
                    .filter(options -> !options.isEmpty())
                    .ifPresent(options -> command.addAll(List.of(options.split("\\s+"))));
            try {
                return start(command);
            } catch (IOException error) {
                throw new IllegalStateException("Seatfiller did not start", error);
            }
        }

        private static Server start(List<String> command) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command);
            // What a test has not asked for must not decide it.
            builder.environment().keySet().removeIf(name -> name.startsWith("SEATFILLER_"));
            Process process = builder.start();
            Log log = new Log(process.errorReader());
            String line;
            try (BufferedReader output = process.inputReader()) {
                line = Objects.requireNonNullElse(output.readLine(), "");
            }
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return new Server(ready.group(1), process, log);
            }
            new Server("", process, log).close();
            throw new IllegalStateException("Seatfiller did not start:\n" + log.text());
        }

        /** The content of an answer. */
        String call(String method, String url, String type, String content) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                    .method(method, BodyPublishers.ofString(content)).header("Content-Type", type);
            String token = System.getenv("SEATFILLER_ADMIN_TOKEN");
            if (token != null && process == null) {
                request.header("Authorization", "Bearer " + token);
            }
            try {
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() / 100 != 2) {
                    throw new ControlException(
                            method + " " + url, answer.statusCode(), answer.body());
                }
                return answer.body();
            } catch (IOException error) {
                String words = log == null ? "" : "; its log:\n" + log.text();
                throw new IllegalStateException("nothing answers at " + this.url + words, error);
            } catch (InterruptedException error) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted in " + method + " " + url, error);
            }
        }

        /** Ends the server if it is ours, when the run has ended. */
        @Override
        public void close() throws IOException {
            if (process == null) {
                return;
            }
            process.getOutputStream().close();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException error) {
                Thread.currentThread().interrupt();
            }
            log.finish();
        }
    }

    /** The end of what a process writes, read so that the process never waits for a reader. */
    private static final class Log extends Thread {
        private static final int MOST = 65536;

        private final BufferedReader lines;
        private final StringBuffer text = new StringBuffer();

        Log(BufferedReader lines) {
            super("Seatfiller's log");
            this.lines = lines;
            setDaemon(true);
            start();
        }

        String text() {
            return text.toString().strip();
        }

        /** Waits until all has been read. */
        void finish() {
            try {
                join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException error) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            try (lines) {
                for (String line; (line = lines.readLine()) != null; ) {
                    text.append(line).append('\n');
                    text.delete(0, Math.max(0, text.length() - MOST));
                }
            } catch (IOException error) {
                text.append(error).append('\n');
            }
        }
    }

    /** JSON as maps, lists, text, numbers, Booleans and null; the JDK has none. */
    private static final class JSON {
        private final String text;
        private int at;

        private JSON(String text) {
            this.text = text;
        }

        static boolean isObject(String text) {
            return text.startsWith("{");
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> object(String text) {
            return (Map<String, Object>) new JSON(text).value();
        }

        @SuppressWarnings("unchecked")
        static List<Map<String, Object>> objects(Object list) {
            return (List<Map<String, Object>>) list;
        }

        static String text(Object value) {
            if (value instanceof Map<?, ?> map) {
                StringJoiner members = new StringJoiner(",", "{", "}");
                map.forEach((name, each) -> members.add(text(name) + ":" + text(each)));
                return members.toString();
            }
            if (value instanceof List<?> list) {
                StringJoiner elements = new StringJoiner(",", "[", "]");
                list.forEach(each -> elements.add(text(each)));
                return elements.toString();
            }
            return value instanceof String string ? quoted(string) : String.valueOf(value);
        }

        private static String quoted(String text) {
            StringBuilder result = new StringBuilder("\"");
            for (char character : text.toCharArray()) {
                if (character < ' ') {
                    result.append(String.format("\\u%04x", (int) character));
                } else {
                    String escape = character == '"' || character == '\\' ? "\\" : "";
                    result.append(escape).append(character);
                }
            }
            return result.append('"').toString();
        }

        /** The next character that is no space. */
        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                throw new IllegalArgumentException("the server has not sent JSON: " + text);
            }
            return text.charAt(at);
        }

        /** Passes this character if it is next. */
        private boolean skips(char character) {
            boolean isNext = peek() == character;
            at += isNext ? 1 : 0;
            return isNext;
        }

        private Object value() {
            return switch (peek()) {
                case '{' -> members();
                case '[' -> elements();
                case '"' -> string();
                default -> word();
            };
        }

        private Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            for (skips('{'); !skips('}'); skips(',')) {
                peek();
                String name = string();
                skips(':');
                members.put(name, value());
            }
            return members;
        }

        private List<Object> elements() {
            List<Object> elements = new ArrayList<>();
            for (skips('['); !skips(']'); skips(',')) {
                elements.add(value());
            }
            return elements;
        }

        private Object word() {
            int start = at;
            while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(start, at);
            return switch (word) {
                case "null" -> null;
                case "true", "false" -> Boolean.valueOf(word);
                default -> word.matches("-?\\d+")
                        ? (Number) Long.valueOf(word) : Double.valueOf(word);
            };
        }

        private String string() {
            StringBuilder result = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                result.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            }
            at++;
            return result.toString();
        }

        /** The character that an escape stands for; afterwards we are at its last. */
        private char escaped() {
            char character = text.charAt(++at);
            if (character == 'u') {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            int known = "bfnrt".indexOf(character);
            return known < 0 ? character : "\b\f\n\r\t".charAt(known);
        }
    }
}
