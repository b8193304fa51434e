// Reads a user's seats from the service's own host, with Go's own client.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

func main() {
	answer, err := http.Get("https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer answer.Body.Close()
	var page struct {
		Seats []struct{ ProductKey struct{ ProductID string } }
	}
	if err := json.NewDecoder(answer.Body).Decode(&page); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, seat := range page.Seats {
		fmt.Println(answer.StatusCode, seat.ProductKey.ProductID)
	}
}
