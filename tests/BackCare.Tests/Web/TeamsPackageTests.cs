using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using BackCare.Cli.Teams;
using BackCare.Passages;

namespace BackCare.Tests.Web;

/// <summary>The app package against what Teams publishes as the limits of a manifest, and the doctor against what can be wrong.</summary>
public sealed class TeamsPackageTests
{
    private const string AppId = "5f1d0c1e-4a52-4d5f-8a63-0b7b6a2f6a10";

    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "corpus");

    [Fact]
    public void The_manifest_keeps_the_limits_of_its_schema()
    {
        var manifest = Json(Package(), "manifest.json");

        manifest["manifestVersion"]!.GetValue<string>().ShouldBe("1.22");
        manifest["$schema"]!.GetValue<string>().ShouldBe("https://developer.microsoft.com/json-schemas/teams/v1.22/MicrosoftTeams.schema.json");
        manifest["id"]!.GetValue<string>().ShouldBe(AppId);
        manifest["version"]!.GetValue<string>().Split('.').Length.ShouldBe(3);
        manifest["name"]!["short"]!.GetValue<string>().Length.ShouldBeInRange(1, 30);
        manifest["name"]!["full"]!.GetValue<string>().Length.ShouldBeInRange(1, 100);
        manifest["description"]!["short"]!.GetValue<string>().Length.ShouldBeInRange(1, 80);
        manifest["description"]!["full"]!.GetValue<string>().Length.ShouldBeInRange(1, 4000);
        manifest["developer"]!["name"]!.GetValue<string>().Length.ShouldBeInRange(1, 32);
        foreach (var url in new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" })
            manifest["developer"]![url]!.GetValue<string>().ShouldStartWith("https://");
        manifest["validDomains"]!.AsArray().Single()!.GetValue<string>().ShouldBe("backcare.example.com");

        var bot = manifest["bots"]!.AsArray().Single()!;
        bot["botId"]!.GetValue<string>().ShouldBe(AppId);
        bot["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldBe(["personal", "team", "groupChat"]);
        bot["commandLists"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(3);
        foreach (var command in bot["commandLists"]!.AsArray().SelectMany(list => list!["commands"]!.AsArray()))
        {
            command!["title"]!.GetValue<string>().Length.ShouldBeInRange(1, 32);
            command["description"]!.GetValue<string>().Length.ShouldBeInRange(1, 128);
        }
    }

    [Fact]
    public void Every_language_of_the_manifest_is_in_the_package_and_names_places_that_exist()
    {
        var package = Package();
        var manifest = Json(package, "manifest.json");

        var languages = manifest["localizationInfo"]!["additionalLanguages"]!.AsArray();
        languages.Select(language => language!["languageTag"]!.GetValue<string>()).ShouldBe(["de", "es"]);
        foreach (var language in languages)
        {
            var strings = Json(package, language!["file"]!.GetValue<string>());
            strings["name.short"]!.GetValue<string>().Length.ShouldBeInRange(1, 30);
            strings["description.short"]!.GetValue<string>().Length.ShouldBeInRange(1, 80);
            strings.Count(pair => pair.Key.StartsWith("bots[0].commandLists[0].commands[", StringComparison.Ordinal)).ShouldBe(6);
        }
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void Icons_are_square_pictures_of_the_size_that_Teams_asks_for(string name, int size)
    {
        var png = Bytes(Package(), name);

        png[..8].ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        (((png[16] << 24) | (png[17] << 16) | (png[18] << 8) | png[19]), ((png[20] << 24) | (png[21] << 16) | (png[22] << 8) | png[23])).ShouldBe((size, size));
    }

    [Fact]
    public void The_outline_is_white_on_nothing()
    {
        var png = Bytes(Package(), "outline.png");
        using var rows = new ZLibStream(new MemoryStream(png[41..^16]), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        rows.CopyTo(pixels);

        for (var row = 0; row < 32; row++)
        {
            foreach (var pixel in pixels.ToArray()[((row * 129) + 1)..((row + 1) * 129)].Chunk(4))
                pixel[..3].ShouldBe(new byte[] { 255, 255, 255 });
        }

        pixels.ToArray()[4].ShouldBe((byte)0);
    }

    [Fact]
    public void The_same_request_gives_the_same_bytes() => Package().ShouldBe(Package());

    [Theory]
    [InlineData("my-bot", "backcare.example.com", "--app-id")]
    [InlineData("00000000-0000-0000-0000-000000000000", "backcare.example.com", "--app-id")]
    [InlineData(null, "backcare.example.com", "--app-id")]
    [InlineData(AppId, "https://backcare.example.com", "--host")]
    [InlineData(AppId, "backcare.example.com/chat", "--host")]
    [InlineData(AppId, "localhost", "--host")]
    [InlineData(AppId, "192.168.0.4", "--host")]
    [InlineData(AppId, "a b.example.com", "--host")]
    [InlineData(AppId, null, "--host")]
    public void A_wrong_id_or_host_is_named(string? appId, string? host, string option)
    {
        List<string> problems = [];

        PackageRequest.From(appId, host, "BackCare", "https://example.com/privacy", "https://example.com/terms", problems).ShouldBeNull();

        problems.Single().ShouldStartWith(option);
    }

    [Fact]
    public async Task The_doctor_finds_nothing_wrong_where_all_is_well()
    {
        var findings = await Examine(address => address.Host switch
        {
            "login.botframework.com" => Json("{}"),
            "login.microsoftonline.com" => Json("""{"access_token":"x","expires_in":3600}"""),
            _ => Json("""{"error":{"code":"MissingToken","message":""}}""", HttpStatusCode.Unauthorized),
        });

        findings.ShouldAllBe(finding => finding.Verdict == Verdict.Well, string.Join('\n', findings));
        findings.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("""{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}""", "Copy the secret's value")]
    [InlineData("""{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}""", "has expired")]
    [InlineData("""{"error":"unauthorized_client","error_description":"AADSTS700016: Application was not found in the directory."}""", "not in that tenant")]
    [InlineData("not even JSON", "Check AppId")]
    public async Task The_doctor_says_what_is_wrong_with_a_secret_and_never_the_secret(string answer, string advice)
    {
        var findings = await Examine(address => address.Host == "login.microsoftonline.com" ? Json(answer, HttpStatusCode.BadRequest) : Json("{}"));

        findings.ShouldContain(finding => finding.Verdict == Verdict.Wrong && finding.ToDo!.Contains(advice));
        string.Join('\n', findings).ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task The_doctor_tries_a_certificate_as_Entra_wants_it_shown()
    {
        using var key = RSA.Create(2048);
        using var certificate = Certificate(key, DateTimeOffset.UtcNow.AddYears(1));
        var file = Saved(certificate);
        string? form = null;

        var findings = await ExamineWith(
            request =>
            {
                if (request.RequestUri!.Host == "login.microsoftonline.com")
                    form = request.Content!.ReadAsStringAsync().GetAwaiter().GetResult();
                return Json("{}");
            },
            ("CertificateFile", file),
            ("CertificatePassword", "pass"));

        File.Delete(file);
        findings.ShouldContain(finding => finding.Verdict == Verdict.Well && finding.What == "Entra gives a token for the certificate.");
        var assertion = HttpUtility.ParseQueryString(form.ShouldNotBeNull())["client_assertion"]!.Split('.');
        key.VerifyData(Encoding.ASCII.GetBytes($"{assertion[0]}.{assertion[1]}"), Base64Url.DecodeFromChars(assertion[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pss).ShouldBeTrue();
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(assertion[1]))!;
        ((string)claims["iss"]!).ShouldBe(AppId);
        ((string)claims["aud"]!).ShouldBe($"https://login.microsoftonline.com/{AppId}/oauth2/v2.0/token");
    }

    [Theory]
    [InlineData(-1, "pass", "which is not now")]
    [InlineData(5, "pass", "ends in 5 days")]
    [InlineData(300, "another", "can't be read")]
    public async Task The_doctor_says_what_is_wrong_with_a_certificate(int days, string password, string words)
    {
        using var key = RSA.Create(2048);
        using var certificate = Certificate(key, DateTimeOffset.UtcNow.AddDays(days).AddMinutes(1));
        var file = Saved(certificate);

        var findings = await ExamineWith(_ => Json("{}"), ("CertificateFile", file), ("CertificatePassword", password));

        File.Delete(file);
        findings.ShouldContain(finding => finding.Verdict == Verdict.Wrong && finding.What.Contains(words));
    }

    [Fact]
    public async Task The_doctor_asks_the_machine_for_the_token_of_a_managed_identity()
    {
        Uri? asked = null;

        var findings = await ExamineWith(
            request =>
            {
                if (request.Headers.Contains("Metadata"))
                    asked = request.RequestUri;
                return Json("{}");
            },
            ("AppType", "UserAssignedMSI"));

        findings.ShouldContain(finding => finding.Verdict == Verdict.Well && finding.What == "This machine gives a token for the managed identity.");
        asked.ShouldNotBeNull().Query.ShouldContain($"resource=https%3A%2F%2Fapi.botframework.com&client_id={AppId}");
    }

    [Fact]
    public async Task The_doctor_does_not_call_an_identity_wrong_that_it_cannot_try_here()
    {
        var findings = await ExamineWith(request => request.Headers.Contains("Metadata") ? throw new HttpRequestException("no route") : Json("{}"), ("AppType", "UserAssignedMSI"));

        findings.ShouldContain(finding => finding.Verdict == Verdict.Unknown && finding.What.Contains("was not tried"));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "", "has no /api/messages")]
    [InlineData(HttpStatusCode.OK, "", "lets in who brings no token")]
    [InlineData(HttpStatusCode.BadGateway, "", "answered 502")]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":{"code":"NotConfigured"}}""", "no application id")]
    public async Task The_doctor_says_what_is_wrong_with_the_public_address(HttpStatusCode status, string answer, string words)
    {
        var findings = await Examine(address => address.Host == "backcare.example.com" ? Json(answer, status) : Json("{}"));

        findings.ShouldContain(finding => finding.Verdict == Verdict.Wrong && finding.What.Contains(words));
    }

    [Fact]
    public async Task The_doctor_notices_a_clock_that_is_wrong()
    {
        var findings = await Examine(_ =>
        {
            var response = Json("{}");
            response.Headers.Date = DateTimeOffset.UtcNow.AddMinutes(-20);
            return response;
        });

        findings.ShouldContain(finding => finding.What.Contains("20 minutes ahead"));
    }

    private static Task<List<Finding>> Examine(Func<Uri, HttpResponseMessage> answer) => ExamineWith(request => answer(request.RequestUri!), ("ClientSecret", "s3cret"));

    private static async Task<List<Finding>> ExamineWith(Func<HttpRequestMessage, HttpResponseMessage> answer, params (string Name, string Value)[] more)
    {
        using var http = new HttpClient(new Answering(answer));
        var settings = new Dictionary<string, string> { ["AppId"] = AppId, ["TenantId"] = AppId };
        foreach (var (name, value) in more)
            settings[name] = value;
        return await new Doctor(http, name => settings.GetValueOrDefault(name), TimeProvider.System).Examine("backcare.example.com", default);
    }

    private static X509Certificate2 Certificate(RSA key, DateTimeOffset end) =>
        new CertificateRequest("CN=backcare", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), end);

    private static string Saved(X509Certificate2 certificate)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "pass"));
        return file;
    }

    private static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
        Headers = { Date = DateTimeOffset.UtcNow },
    };

    private static byte[] Package()
    {
        List<string> problems = [];
        List<CorpusProblem> missing = [];
        var request = PackageRequest.From(AppId, "backcare.example.com", "BackCare", null, null, problems);
        using var zip = new MemoryStream();
        TeamsPackage.Write(zip, request.ShouldNotBeNull(), AppStrings.Read(Corpus, missing), "0.1.0");
        missing.ShouldBeEmpty();
        return zip.ToArray();
    }

    private static JsonObject Json(byte[] package, string name) => JsonNode.Parse(Bytes(package, name))!.AsObject();

    private static byte[] Bytes(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var entry = zip.GetEntry(name).ShouldNotBeNull().Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
