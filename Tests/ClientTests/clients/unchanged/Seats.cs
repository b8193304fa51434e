using System;
using System.Net;

/// Reads a user's seats from the service's own host, with .NET's own client.
class Seats
{
    static void Main()
    {
        using (var client = new WebClient())
        {
            var text = client.DownloadString("https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats");
            Console.WriteLine(text.Contains("9NBLGGH4R2R6"));
        }
    }
}
