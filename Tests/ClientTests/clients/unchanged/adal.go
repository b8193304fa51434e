// Signs in with ADAL for Go at Microsoft's own authority, and reads a user's seats. Usage: adal TENANT
// APPLICATION SECRET
package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/Azure/go-autorest/autorest/adal"
)

func token(tenant, application, secret string) (string, error) {
	config, err := adal.NewOAuthConfig("https://login.microsoftonline.com", tenant)
	if err != nil {
		return "", err
	}
	principal, err := adal.NewServicePrincipalToken(
		*config, application, secret, "https://onestore.microsoft.com")
	if err != nil {
		return "", err
	}
	if err := principal.Refresh(); err != nil {
		return "", err
	}
	return principal.OAuthToken(), nil
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
	fmt.Printf("adal: %d without, %d with its token\n", refused, answered)
}
