using BackCare.Channels;
using BackCare.Web.Reload;

namespace BackCare.Web.Teams;

/// <summary>Puts Teams' customs around a bot.</summary>
public static class TeamsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Puts Teams' customs around the bot that is registered so far.</summary>
        public IServiceCollection AddTeams()
        {
            var inner = services.Last(service => service.ServiceType == typeof(IBot)).ImplementationFactory
                ?? throw new InvalidOperationException("AddTeams comes after the bot, which is registered by a factory.");

            return services.AddSingleton<IBot>(provider => new TeamsBot((IBot)inner(provider), provider.GetRequiredService<CurrentAssistant>()));
        }
    }
}
