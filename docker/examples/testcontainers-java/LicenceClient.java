import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client under test: a small part of what an application asks of the Store for Business.
 *
 * <p>It needs no library. {@code java LicenceClient.java http://127.0.0.1:7328} walks through two
 * worlds of an emulator there, with its demo seed or with that of these recipes.
 */
public class LicenceClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SEAT = Pattern.compile("\"assignedTo\":");
    private static final Pattern TOKEN = Pattern.compile("\"continuationToken\":\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");

    private final String base;

    public LicenceClient(String base) {
        this.base = base;
    }

    /** An answer that is not a success. */
    public static class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String code;

        Refusal(HttpResponse<String> answer) {
            super(answer.statusCode() + ": " + answer.body());
            Matcher match = CODE.matcher(answer.body());
            status = answer.statusCode();
            code = match.find() ? match.group(1) : "";
        }

        public int status() {
            return status;
        }

        /** The word by which the service calls what is wrong, such as {@code InvalidParameter}. */
        public String code() {
            return code;
        }
    }

    /** How many seats of a user each page holds. */
    public List<Integer> pages(String user, int size) throws IOException, InterruptedException {
        List<Integer> pages = new ArrayList<>();
        String query = "?maxResults=" + size;
        String path = "/V1/Users/" + encoded(user) + "/Seats";
        for (String next = query; ; ) {
            String page = ask("GET", base + path + next, "");
            pages.add((int) SEAT.matcher(page).results().count());
            Matcher token = TOKEN.matcher(page);
            // The last page has no such member.
            if (!token.find()) {
                return pages;
            }
            next = query + "&continuationToken=" + token.group(1);
        }
    }

    public void assign(String user, String productId, String skuId)
            throws IOException, InterruptedException {
        String seats = base + "/V1/Inventory/" + productId + "/" + skuId + "/Seats/";
        ask("POST", seats + encoded(user), "");
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }

    /** The body of an answer, also of the control plane. */
    static String ask(String method, String url, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new Refusal(answer);
        }
        return answer.body();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: java LicenceClient.java URL");
            System.exit(2);
        }
        String server = arguments[0];
        // Worlds of its own, because others may run this meanwhile.
        String here = "java-" + UUID.randomUUID();
        String there = "java-" + UUID.randomUUID();
        String world = server + "/__world/" + here;
        LicenceClient licences = new LicenceClient(world);

        System.out.println("pages of 2: " + licences.pages("ann@contoso.com", 2));
        System.out.println("pages of 101: " + refusal(licences, 101));

        ask("POST", world + "/__admin/faults", """
                { "match": { "operation": "store.listSeatsOfUser", "page": 2 },
                  "when": { "times": 1 },
                  "do": { "status": 503 } }""");
        System.out.println("with a fault: " + refusal(licences, 2));
        System.out.println("once more: " + licences.pages("ann@contoso.com", 2));

        licences.assign("carol@contoso.com", "9NBLGGH4R2R6", "0016");
        System.out.println("carol here: " + licences.pages("carol@contoso.com", 25));
        LicenceClient others = new LicenceClient(server + "/__world/" + there);
        System.out.println("carol there: " + others.pages("carol@contoso.com", 25));

        for (String name : List.of(here, there)) {
            ask("DELETE", server + "/__admin/worlds/" + name, "");
        }
    }

    private static String refusal(LicenceClient licences, int size)
            throws IOException, InterruptedException {
        try {
            return "none, but " + licences.pages("ann@contoso.com", size);
        } catch (Refusal refusal) {
            return refusal.status() + " " + refusal.code();
        }
    }
}
