using BackCare.Analysis;
using BackCare.Analysis.Patterns;

namespace BackCare.Retrieval;

/// <summary>
/// How well the words of a question and of an ask pair up, each with the nearest in meaning of the other side: "knead" finds "massage" without
/// being a synonym (relaxed word mover's distance; Kusner et al. 2015, with nearness in place of distance).
/// </summary>
internal sealed class Alignment
{
    // Two words less alike than this have nothing to do with each other.
    private const float LeastLikeness = 0.35f;

    private const int TermsAtOnce = 4;

    [ThreadStatic]
    private static Room? ofThread;

    private readonly WordMeanings _meanings;
    private readonly int[]?[] _askWords;
    private readonly float[] _wordWeights;
    private readonly ByteRows _rows;

    // What is like a word of the corpus doesn't depend on the question: it is worked out once, when somebody first says it.
    private readonly (int Word, float Likeness)[]?[] _alike;

    public Alignment(Vocabulary vocabulary, WordMeanings meanings)
    {
        _meanings = meanings;
        _askWords = new int[meanings.Asks.Length][];
        _wordWeights = [.. meanings.Words.Select(vocabulary.Weight)];
        _rows = new ByteRows(meanings.Dimensions, meanings.Rows);
        _alike = new (int, float)[meanings.Words.Count][];
    }

    /// <summary>For each ask, how much of the question's weight it says, and of its own the question, each 0 to 1.</summary>
    /// <param name="asks">Which asks.</param>
    /// <param name="pairs">One an ask, to be filled.</param>
    public void Fill(WeighedTerms question, ReadOnlySpan<int> asks, Span<(float Question, float Ask)> pairs)
    {
        var terms = question.Terms;
        var room = ofThread is { } kept && kept.Owner == this ? kept : ofThread = new Room(this, _wordWeights.Length);
        room.Begin((terms.Length + TermsAtOnce - 1) / TermsAtOnce * TermsAtOnce);
        foreach (var ask in asks)
        {
            foreach (var word in WordsOf(ask))
                room.Want(word);
        }

        room.MakePlace();
        for (var at = 0; at < terms.Length; at++)
            Compare(terms[at], at, room);
        var all = 1e-6f;
        foreach (var weight in question.Weights)
            all += weight;
        Span<float> best = stackalloc float[room.Width];
        for (var at = 0; at < asks.Length; at++)
            pairs[at] = Pair(WordsOf(asks[at]), room, best, question.Weights, all);
    }

    // Each word once; worked out when an ask is first looked at.
    private int[] WordsOf(int ask) => _askWords[ask] ??= [.. _meanings.Asks[ask].Distinct()];

    private (float Question, float Ask) Pair(int[] words, Room room, Span<float> best, ReadOnlySpan<float> weights, float all)
    {
        best.Clear();
        var (said, total) = (0f, 1e-6f);
        foreach (var word in words)
        {
            Sums.TakeGreater(room.Row(word), best);
            said += _wordWeights[word] * room.Most(word);
            total += _wordWeights[word];
        }

        var covered = 0f;
        for (var at = 0; at < weights.Length; at++)
            covered += weights[at] * best[at];
        return (covered / all, said / total);
    }

    private void Compare(Term term, int at, Room room)
    {
        var number = _meanings.NumberOf(term.Word);
        if (number >= 0 && _meanings.Words[number].Text == term.Text)
        {
            foreach (var (word, likeness) in _alike[number] ??= Alike(number))
                room.Note(word, at, likeness);
            return;
        }

        Span<float> vector = stackalloc float[_meanings.Dimensions];
        Span<short> numbers = stackalloc short[ByteRows.RoomFor(vector.Length)];
        _meanings.Read(term.Word, vector);
        var worth = ByteRows.Prepare(vector, numbers);
        foreach (var word in room.Wanted)
        {
            if (Likeness(term.Text, numbers, worth, word) is > 0 and var likeness)
                room.Note(word, at, likeness);
        }
    }

    private (int Word, float Likeness)[] Alike(int number)
    {
        Span<short> numbers = stackalloc short[ByteRows.RoomFor(_meanings.Dimensions)];
        var worth = ByteRows.Prepare(_meanings.Row(number), numbers);
        var alike = new List<(int, float)>();
        for (var word = 0; word < _wordWeights.Length; word++)
        {
            if (Likeness(_meanings.Words[number].Text, numbers, worth, word) is > 0 and var likeness)
                alike.Add((word, likeness));
        }

        return [.. alike];
    }

    private float Likeness(string text, ReadOnlySpan<short> numbers, float worth, int word)
    {
        if (_meanings.Words[word].Text == text)
            return 1;
        var cosine = _rows.Dot(word, numbers, worth);
        return cosine < LeastLikeness ? 0 : 0.9f * (cosine - LeastLikeness) / (1 - LeastLikeness);
    }

    /// <summary>Room to work in: for each word that some ask says, how like each term of the question it is. One a thread, kept from one question to the next.</summary>
    private sealed class Room(Alignment owner, int words)
    {
        private readonly int[] _placeOf = new int[words];
        private readonly int[] _stampOf = new int[words];
        private int[] _wanted = new int[256];
        private float[] _most = new float[256];
        private float[] _rows = [];
        private int _stamp;
        private int _count;

        public Alignment Owner => owner;

        /// <summary>How many terms a row has, those that fill it up counting too.</summary>
        public int Width { get; private set; }

        /// <summary>The words that some ask says, each once.</summary>
        public ReadOnlySpan<int> Wanted => _wanted.AsSpan(0, _count);

        public void Begin(int width) => (Width, _count, _stamp) = (width, 0, _stamp + 1);

        public void Want(int word)
        {
            if (_stampOf[word] == _stamp)
                return;
            if (_count == _wanted.Length)
            {
                Array.Resize(ref _wanted, 2 * _count);
                Array.Resize(ref _most, 2 * _count);
            }

            (_stampOf[word], _placeOf[word]) = (_stamp, _count);
            _wanted[_count++] = word;
        }

        public void MakePlace()
        {
            if (_rows.Length < _count * Width)
                _rows = new float[2 * _count * Width];
            Array.Clear(_rows, 0, _count * Width);
            Array.Clear(_most, 0, _count);
        }

        public void Note(int word, int term, float likeness)
        {
            if (_stampOf[word] != _stamp)
                return;
            var place = _placeOf[word];
            _rows[(place * Width) + term] = likeness;
            _most[place] = MathF.Max(_most[place], likeness);
        }

        public ReadOnlySpan<float> Row(int word) => _rows.AsSpan(_placeOf[word] * Width, Width);

        public float Most(int word) => _most[_placeOf[word]];
    }
}
