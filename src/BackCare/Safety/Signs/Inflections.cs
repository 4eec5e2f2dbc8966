namespace BackCare.Safety.Signs;

/// <summary>The forms of an English word that a rule means by it: numb, numbed; fall, falls, fell, fallen, falling.</summary>
internal static class Inflections
{
    private static readonly Dictionary<string, string[]> Irregular = Read(
        """
        fall fell fallen; feel felt; lose lost losing; take took taken; break broke broken; go went gone; give gave given; throw threw thrown; hit hitting;
        hurt hurting; cut cutting; shake shook shaken shaking shaky; bleed bled; sleep slept; swell swelled swollen; wake woke woken waking; get got gotten
        getting; have has had having; be is am are was were been being; do does did done; stand stood; keep kept; sit sat sitting; bite bit bitten; eat ate
        eaten; drink drank drunk; die dying died; lie lying lay; can could; see saw seen; say said; tell told; run ran running; come came; become became;
        stick stuck; freeze froze frozen; tear tore torn; spin spun spinning; begin began begun beginning; know knew known; find found; leave left; hold held;
        put putting; let letting; bend bent; catch caught; bring brought; think thought; speak spoke spoken; write wrote written; drive drove driven; ride
        rode; blow blew blown; grow grew grown; wear wore worn; shrink shrank shrunk; drag; creep crept; weep wept; choke; hide hid hidden; make made;
        rise rose risen rising; stop stopped stopping; slip slipped slipping; trip tripped tripping; drop dropped dropping; rip ripped ripping; pop popped
        popping; grip gripped; drip dripped; snap snapped; wet wetting; shut shutting; foot feet; tooth teeth; child children; wife wives; calf calves; tummy
        tummies; belly bellies; body bodies; worry worried; try tried trying; cry cried crying cries; carry carried; pee peed peeing pees; wee weeing; poo
        pooed pooing; vomit vomited; panic panicked; mean meant; lead led; send sent; spend spent; pay paid; slur slurred slurring; slap slapped; jab jabbed;
        swallow swallowed; stab stabbed; hop hopped; sob sobbing; shit shat shitting; wipe wiping; spit spat; sting stung; wring; weak weaker weakest
        weakness; numb numbness numbed; bad; big bigger biggest; heavy heavier; clumsy clumsier; tingly; dizzy dizzier; lump lumpy; drink drinking; set setting;
        shoot shot; dribble dribbling dribbled; lift; swim swam; ski skiing skied; rub rubbed rubbing; chop; beat beaten; bash; fight fought; strike struck;
        smash; crash; buckle buckled buckling; fold; seize seized seizing; bruise bruised bruising; ache aching ached achy; paralyse paralysed paralyzed
        paralyze paralysis; throb throbbing throbbed; commit committed; end ending; overdose overdosed; harm; man men; woman women
        """);

    /// <summary>The word and its forms, the word first.</summary>
    public static IEnumerable<string> Of(string word)
    {
        yield return word;
        if (word.Length < 3 || char.IsAsciiDigit(word[0]))
            yield break;
        if (Irregular.TryGetValue(word, out var forms))
        {
            foreach (var form in forms)
                yield return form;
        }

        foreach (var form in Regular(word))
            yield return form;
    }

    private static IEnumerable<string> Regular(string word)
    {
        if (word is [.., 's' or 'x' or 'z'] || word.EndsWith("sh", StringComparison.Ordinal) || word.EndsWith("ch", StringComparison.Ordinal))
        {
            yield return word + "es";
        }
        else if (word is [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'])
        {
            yield return word[..^1] + "ies";
            yield return word[..^1] + "ied";
            yield return word + "ing";
            yield break;
        }
        else
        {
            yield return word + "s";
        }

        if (word is [.., 'e'])
        {
            yield return word + "d";
            yield return word[..^1] + "ing";
        }
        else
        {
            yield return word + "ed";
            yield return word + "ing";
        }
    }

    private static Dictionary<string, string[]> Read(string table)
    {
        var irregular = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var entry in table.Split(';'))
        {
            var words = entry.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            irregular[words[0]] = words[1..];
        }

        return irregular;
    }
}
