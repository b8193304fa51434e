import { serve, type World } from "seatfiller";

export async function world(): Promise<World> {
    return (await serve()).world();
}
