using BackCare.Benchmarks;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["search-at-size", .. var sizes]:
        SearchAtSize.Run(sizes.Length == 0 ? [60, 100, 10_000, 100_000, 1_000_000] : [.. sizes.Select(int.Parse)]);
        break;
    case ["engine"]:
        EngineTable.Run();
        break;
    case ["turns"]:
        TurnTable.Run();
        break;
    case ["teams"]:
        await TeamsTable.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(TurnTable).Assembly).Run(args);
        break;
}
