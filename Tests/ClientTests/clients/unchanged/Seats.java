import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads a user's seats from the service's own host, with the client that Java has. */
public class Seats {
    public static void main(String[] arguments) throws Exception {
        var uri = URI.create("https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats");
        var request = HttpRequest.newBuilder(uri).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body().contains("9NBLGGH4R2R6"));
    }
}
