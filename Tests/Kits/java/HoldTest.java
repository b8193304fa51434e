import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import seatfiller.SeatfillerExtension.Seatfiller;
import seatfiller.SeatfillerExtension.SeatfillerTest;

/** Tells where its server is, and waits: run.sh ends it and watches the server. */
@SeatfillerTest
class HoldTest {
    @Test
    void holdsAServer(Seatfiller seatfiller) throws Exception {
        Files.writeString(Path.of("held"), seatfiller.url().replaceAll("/__world/.*", "") + "\n");
        if (Boolean.getBoolean("hold")) {
            Thread.sleep(60_000);
        }
    }
}
