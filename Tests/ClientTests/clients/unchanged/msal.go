// Signs in with MSAL for Go at Microsoft's own authority, and reads a user's seats. Usage: msal TENANT
// APPLICATION SECRET
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func token(tenant, application, secret string) (string, error) {
	credential, err := confidential.NewCredFromSecret(secret)
	if err != nil {
		return "", err
	}
	client, err := confidential.New(
		"https://login.microsoftonline.com/"+tenant, application, credential)
	if err != nil {
		return "", err
	}
	scopes := []string{"https://onestore.microsoft.com/.default"}
	answer, err := client.AcquireTokenByCredential(context.Background(), scopes)
	return answer.AccessToken, err
}

func status(token string) (int, error) {
	request, err := http.NewRequest(
		"GET", "https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats", nil)
	if err != nil {
		return 0, err
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	answer.Body.Close()
	return answer.StatusCode, nil
}

func main() {
	token, err := token(os.Args[1], os.Args[2], os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	refused, _ := status("")
	answered, _ := status(token)
	fmt.Printf("msal: %d without, %d with its token\n", refused, answered)
}
