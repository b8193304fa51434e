import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Run as {@code mvn test} where a container engine is. */
@Testcontainers
class LicenceClientTest {
    // One for all tests, because each test has worlds of its own in it.
    @Container
    private static final SeatfillerContainer SEATFILLER =
            new SeatfillerContainer().withSeed("seed.json");

    /** JUnit makes an instance of this class, and so a world, for each test. */
    private final String world = newWorld();
    private final LicenceClient licences = new LicenceClient(world);

    private static String newWorld() {
        return SEATFILLER.url() + "/__world/" + UUID.randomUUID();
    }

    @Test
    void readsEveryPage() throws Exception {
        assertEquals(List.of(2, 1), licences.pages("ann@contoso.com", 2));
    }

    @Test
    void saysWhyItWasRefused() {
        var refusal = assertThrows(
                LicenceClient.Refusal.class, () -> licences.pages("ann@contoso.com", 101));
        assertEquals(400, refusal.status());
        assertEquals("InvalidParameter", refusal.code());
    }

    @Test
    void goesOnWhenTheServiceIsBack() throws Exception {
        LicenceClient.ask("POST", world + "/__admin/faults", """
                { "when": { "times": 1 }, "do": { "status": 503 } }""");
        var refusal = assertThrows(
                LicenceClient.Refusal.class, () -> licences.pages("ann@contoso.com", 2));
        assertEquals(503, refusal.status());
        assertEquals(List.of(2, 1), licences.pages("ann@contoso.com", 2));
    }

    @Test
    void changesNoOtherWorld() throws Exception {
        licences.assign("carol@contoso.com", "9NBLGGH4R2R6", "0016");
        assertEquals(List.of(1), licences.pages("carol@contoso.com", 25));
        assertEquals(List.of(0), new LicenceClient(newWorld()).pages("carol@contoso.com", 25));
    }
}
