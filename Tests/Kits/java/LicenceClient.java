import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client under test: a small part of what an application asks of the Store for Business. */
class LicenceClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SEAT = Pattern.compile("\"assignedTo\":");
    private static final Pattern TOKEN = Pattern.compile("\"continuationToken\":\"([^\"]+)\"");

    private final String base;

    LicenceClient(String base) {
        this.base = base;
    }

    /** How many seats a user has, however many pages they fill. */
    int seats(String user) throws IOException, InterruptedException {
        int seats = 0;
        String path = "/V1/Users/" + encoded(user) + "/Seats?maxResults=100";
        for (String next = path; ; ) {
            String page = get(base + next);
            seats += (int) SEAT.matcher(page).results().count();
            Matcher token = TOKEN.matcher(page);
            // The last page has no such member.
            if (!token.find()) {
                return seats;
            }
            next = path + "&continuationToken=" + token.group(1);
        }
    }

    /** The content of a page, for which it comes back after a 429. */
    String get(String url) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer = ask(url);
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            if (answer.statusCode() != 429) {
                throw new IOException(answer.statusCode() + ": " + answer.body());
            }
            String seconds = answer.headers().firstValue("Retry-After").orElse("1");
            Thread.sleep(1000 * Integer.parseInt(seconds));
        }
    }

    static HttpResponse<String> ask(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }
}
