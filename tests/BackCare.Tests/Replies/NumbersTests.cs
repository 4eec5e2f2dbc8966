using BackCare.Replies;
using BackCare.Tests.Support;

namespace BackCare.Tests.Replies;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("en-GB", "999 (UK)", "Samaritans on 116 123 (UK)")]
    [InlineData("en-IE", "112 or 999 (Ireland)", "Samaritans on 116 123 (Ireland)")]
    [InlineData("en-US", "911 (USA)", "call or text 988 (USA)")]
    [InlineData("es-US", "911 (USA)", "call or text 988 (USA)")]
    [InlineData("en-CA", "911 (Canada)", "call or text 988 (Canada)")]
    [InlineData("en-AU", "000 (Australia)", "Lifeline on 13 11 14 (Australia)")]
    [InlineData("en-NZ", "111 (New Zealand)", "call or text 1737 (New Zealand)")]
    [InlineData("en-IN", "112 (India)", "Tele-MANAS on 14416 (India)")]
    [InlineData("hi-Deva-IN", "112 (India)", "Tele-MANAS on 14416 (India)")]
    [InlineData("en-SG", "995 (Singapore)", "SOS on 1767 (Singapore)")]
    [InlineData("de-DE", "112 (EU)", "find a free line at findahelpline.com")]
    [InlineData("fr-FR", "112 (EU)", "find a free line at findahelpline.com")]
    public void A_locale_brings_the_numbers_of_its_country(string locale, string emergency, string crisis)
    {
        var numbers = Shipped.Numbers.For(locale);

        numbers.Emergency.ShouldBe(emergency);
        numbers.Crisis.ShouldBe(crisis);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("en-001")]
    [InlineData("en-PK")]
    [InlineData("pt-BR")]
    [InlineData("en-u-gb")]
    [InlineData("💥")]
    public void An_unknown_country_gets_the_common_numbers_in_one_line(string? locale)
    {
        var numbers = Shipped.Numbers.For(locale);

        numbers.Emergency.ShouldBe("your local emergency number (112, 999, 911 or 000)");
        numbers.EmergencyPhones.Select(phone => phone.Dial).ShouldBe(["112", "999", "911", "000"]);
        numbers.Crisis.ShouldContain("988 (USA)");
        numbers.Crisis.ShouldContain("findahelpline.com");
    }

    [Theory]
    [InlineData("en_GB", "GB")]
    [InlineData("en-gb", "GB")]
    [InlineData("en-UK", "GB")]
    [InlineData("en-GB-oxendict", "GB")]
    [InlineData("zh-Hant-HK", "HK")]
    [InlineData("en", null)]
    [InlineData("x-gb", null)]
    public void The_region_is_read_off_a_language_tag(string locale, string? region)
    {
        Numbers.RegionOf(locale).ShouldBe(region);
    }

    [Fact]
    public void A_number_to_dial_has_its_country_in_the_label_and_only_digits_to_dial()
    {
        var samaritans = Shipped.Numbers.For("en-GB").CrisisPhones.ShouldHaveSingleItem();

        samaritans.ShouldBe(new PhoneNumber("Samaritans (UK)", "116 123", "116123"));
        Shipped.Numbers.Lines.ShouldAllBe(line => line.Phone.Dial.All(char.IsAsciiDigit) && line.Label.EndsWith($"({line.Country})", StringComparison.Ordinal));
    }

    [Fact]
    public void Urgent_and_poison_lines_come_where_the_reference_is_sure_of_them()
    {
        Shipped.Numbers.For("en-GB").Urgent!.Number.ShouldBe("111");
        Shipped.Numbers.For("en-AU").Urgent!.Number.ShouldBe("1800 022 222");
        Shipped.Numbers.For("en-NZ").Poison!.Number.ShouldBe("0800 764 766");
        Shipped.Numbers.For("en-US").Poison!.Number.ShouldBe("1-800-222-1222");
        Shipped.Numbers.For("en-CA").Urgent.ShouldBeNull();
        Shipped.Numbers.For("en-GB").Abuse.ShouldBeNull();
    }

    [Theory]
    [InlineData("85258")]
    [InlineData("50808")]
    [InlineData("811")]
    [InlineData("1-844-764-7669")]
    [InlineData("108")]
    [InlineData("1800-891-4416")]
    [InlineData("0808 2000 247")]
    [InlineData("1-800-799-7233")]
    [InlineData("181")]
    [InlineData("0800 111 0 111")]
    public void A_number_that_the_reference_is_not_sure_of_is_kept_and_never_shown(string number)
    {
        Shipped.Numbers.Lines.Where(line => line.Number == number).ShouldHaveSingleItem().IsShown.ShouldBeFalse();
    }

    [Fact]
    public void Every_number_names_where_it_comes_from()
    {
        Shipped.Numbers.Lines.ShouldAllBe(line => line.Source.Length > 0);
        Shipped.Numbers.Lines.Length.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Each_number_that_nobody_has_verified_is_a_warning_and_no_problem()
    {
        var warnings = NumbersChecks.Check(Shipped.Numbers).ToList();

        warnings.Count.ShouldBe(Shipped.Numbers.Lines.Count(line => line.VerifiedOn is null));
        warnings.ShouldAllBe(warning => warning.IsWarning && warning.File == "numbers.yaml" && warning.Line > 0);
        warnings[0].ToString().ShouldStartWith("numbers.yaml:");
        warnings[0].ToString().ShouldContain("warning: 999, Emergency (UK), is shown to people, and nobody has verified it");
    }
}
