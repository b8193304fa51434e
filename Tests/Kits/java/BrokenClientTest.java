import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import seatfiller.SeatfillerExtension.Fault;
import seatfiller.SeatfillerExtension.Seatfiller;
import seatfiller.SeatfillerExtension.SeatfillerTest;

/** Tests that fail: run.sh compares what is printed. */
@TestMethodOrder(MethodName.class)
@SeatfillerTest(verify = true)
class BrokenClientTest {
    /** A client that takes a page that it is refused for the end of the list. */
    private static class BrokenClient extends LicenceClient {
        BrokenClient(String base) {
            super(base);
        }

        @Override
        String get(String url) throws IOException, InterruptedException {
            HttpResponse<String> answer = ask(url);
            return answer.statusCode() == 200 ? answer.body() : "";
        }
    }

    private static int seats(Seatfiller seatfiller) throws Exception {
        seatfiller.faults().add(Fault.status(429).retryAfterSeconds(1).page(2).times(1));
        return new BrokenClient(seatfiller.url()).seats("max@contoso.com");
    }

    @Test
    void a_readsEverySeat(Seatfiller seatfiller) throws Exception {
        assertEquals(260, seats(seatfiller));
    }

    @Test
    void b_neverLooksAtWhatItHasRead(Seatfiller seatfiller) throws Exception {
        seats(seatfiller);
    }

    @Test
    @SeatfillerTest(verify = true, allow = "never-retried")
    void c_allowsWhatItsClientDoes(Seatfiller seatfiller) throws Exception {
        seats(seatfiller);
    }

    @Test
    void d_asksForNothing(Seatfiller seatfiller) {
        fail("before it asks");
    }
}
