namespace BackCare.Analysis.Patterns;

/// <summary>How patterns are learned.</summary>
/// <param name="Rounds">How often every text is read.</param>
/// <param name="Rate">Of the first steps; it falls to nothing.</param>
/// <param name="Dropout">The share of patterns that a text is read without (Srivastava et al. 2014).</param>
/// <param name="WordDropout">The share of words that it is read without (Iyyer et al. 2015); short texts are read whole.</param>
/// <param name="Members">How many times all is learned from another beginning; what they say together is the mean (Hansen and Salamon 1990).</param>
internal sealed record PatternSchedule(int Rounds, float Rate, float Dropout, float WordDropout, int Members);

/// <summary>Texts whose classes are known → the <see cref="WordPatterns"/> that tell them apart best. Same texts, same patterns.</summary>
internal sealed class PatternLearning
{
    private const int Batch = 16;
    private const float Decay = 0.01f;
    private const float Negligible = 1e-6f;
    private const int Short = 4;

    private readonly WordPatterns _learned;
    private readonly PatternShape _shape;
    private readonly PatternSchedule _schedule;
    private readonly Random _random;
    private readonly Moments _weights;
    private readonly Moments _offsets;
    private readonly Moments _votes;
    private readonly Moments _constants;
    private readonly float[] _found;
    private readonly int[] _where;
    private readonly float[] _mask;
    private readonly float[] _shares;
    private readonly float[] _back;
    private int _steps;

    private PatternLearning(PatternShape shape, PatternSchedule schedule, int seed)
    {
        (_shape, _schedule, _random, _learned) = (shape, schedule, new Random(seed), new WordPatterns(shape));
        (_weights, _offsets, _votes, _constants) = (new(_learned.Weights), new(_learned.Offsets), new(_learned.Votes), new(_learned.Constants));
        (_found, _mask, _back) = (new float[shape.Patterns], new float[shape.Patterns], new float[shape.Patterns]);
        (_where, _shares) = (new int[shape.Patterns], new float[shape.Classes]);
    }

    /// <param name="shape">Of one member.</param>
    public static WordPatterns Learn(IReadOnlyList<PatternExample> texts, PatternShape shape, PatternSchedule schedule) =>
        WordPatterns.Together([.. Enumerable.Range(1, schedule.Members).Select(seed => new PatternLearning(shape, schedule, seed).Learn(texts))]);

    private WordPatterns Learn(IReadOnlyList<PatternExample> texts)
    {
        Begin();
        var order = Enumerable.Range(0, texts.Count).ToArray();
        for (var round = 0; round < _schedule.Rounds; round++)
        {
            _random.Shuffle(order);
            var rate = _schedule.Rate * (1 - (round / (float)(_schedule.Rounds + 1)));
            for (var from = 0; from < order.Length; from += Batch)
            {
                foreach (var at in order.AsSpan(from, Math.Min(Batch, order.Length - from)))
                    Add(WithoutSome(texts[at]));
                Step(rate);
            }
        }

        return _learned;
    }

    private PatternExample WithoutSome(PatternExample text)
    {
        if (text.Words < Short)
            return text;
        var numbers = new float[text.Numbers.Length];
        var words = 0;
        for (var word = 0; word < text.Words; word++)
        {
            if (_random.NextSingle() >= _schedule.WordDropout)
                text.Numbers.AsSpan(word * _shape.WordSize, _shape.WordSize).CopyTo(numbers.AsSpan(words++ * _shape.WordSize));
        }

        return text with { Numbers = numbers, Words = Math.Max(1, words) };
    }

    private void Begin()
    {
        var at = 0;
        foreach (var width in _shape.Widths)
        {
            var size = 0.35f * MathF.Sqrt(2f / width);
            for (var end = at + (_shape.Each * width * _shape.WordSize); at < end; at++)
                _learned.Weights[at] = ((_random.NextSingle() * 2) - 1) * size;
        }

        for (var vote = 0; vote < _learned.Votes.Length; vote++)
            _learned.Votes[vote] = ((_random.NextSingle() * 2) - 1) * 0.08f;
    }

    private void Add(PatternExample text)
    {
        Find(text);
        for (var at = 0; at < _mask.Length; at++)
        {
            _mask[at] = _random.NextSingle() < _schedule.Dropout ? 0 : 1 / (1 - _schedule.Dropout);
            _found[at] *= _mask[at];
        }

        Judge(text.Right);
        Array.Clear(_back);
        for (var at = 0; at < _shares.Length; at++)
        {
            var error = _shares[at] / Batch;
            if (MathF.Abs(error) < Negligible)
                continue;
            _constants.Gradient[at] += error;
            Sums.AddScaled(error, _found, _votes.Gradient.AsSpan(at * _shape.Patterns, _shape.Patterns));
            Sums.AddScaled(error, _learned.Votes.AsSpan(at * _shape.Patterns, _shape.Patterns), _back);
        }

        AddToPatterns(text);
    }

    // Where each pattern is strongest, and how strong.
    private void Find(PatternExample text)
    {
        var from = 0;
        Span<float> sums = stackalloc float[Sums.AtOnce];
        for (var at = 0; at < _found.Length; at++)
        {
            var length = _shape.WidthOf(at) * _shape.WordSize;
            var weights = _learned.Weights.AsSpan(from, length);
            var (best, where) = (float.MinValue, 0);
            for (var word = 0; word < text.Words; word += Sums.AtOnce)
            {
                var count = Math.Min(Sums.AtOnce, text.Words - word);
                Sums.Dots(weights, text.Numbers.AsSpan(word * _shape.WordSize), _shape.WordSize, sums[..count]);
                for (var one = 0; one < count; one++)
                {
                    if (sums[one] > best)
                        (best, where) = (sums[one], word + one);
                }
            }

            best += _learned.Offsets[at];
            _found[at] = Math.Max(0, best);
            _where[at] = best > 0 ? where : -1;
            from += length;
        }
    }

    // Each class's share, less what the right ones together should have.
    private void Judge(int[] right)
    {
        for (var at = 0; at < _shares.Length; at++)
            _shares[at] = _learned.Constants[at] + Sums.Dot(_learned.Votes.AsSpan(at * _shape.Patterns, _shape.Patterns), _found);
        Softmax.ToErrors(_shares, right);
    }

    private void AddToPatterns(PatternExample text)
    {
        var from = 0;
        for (var at = 0; at < _where.Length; at++)
        {
            var length = _shape.WidthOf(at) * _shape.WordSize;
            if (_where[at] >= 0 && _mask[at] > 0)
            {
                var share = _back[at] * _mask[at];
                _offsets.Gradient[at] += share;
                Sums.AddScaled(share, text.Numbers.AsSpan(_where[at] * _shape.WordSize, length), _weights.Gradient.AsSpan(from, length));
            }

            from += length;
        }
    }

    private void Step(float rate)
    {
        _steps++;
        _weights.Step(rate, _steps, Decay);
        _offsets.Step(rate, _steps, 0);
        _votes.Step(rate, _steps, Decay);
        _constants.Step(rate, _steps, 0);
    }
}
