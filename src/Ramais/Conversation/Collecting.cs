using Ramais.Calls;
using Ramais.Directory;

namespace Ramais.Conversation;

/// <summary>Finding out why the visitor came and for which apartment, by keys and words alike.</summary>
internal static class Collecting
{
    private const int MaxDigits = 8;

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        KeyPressed { Role: LegRole.Visitor } pressed => OnKey(context, state, pressed.Key),
        SpeechStarted { Role: LegRole.Visitor } => Step.To(state, new StopTimer(TimerName.VisitorSilent)),
        Heard { Role: LegRole.Visitor, Transcript: { } transcript } => VisitorTurns.Read(state, transcript, AskedIn(state.Phase)),
        Heard { Role: LegRole.Visitor } or Spoken { Role: LegRole.Visitor } => WaitForInput(context, state),
        Understood understood => OnUnderstood(context, state, understood.Slots),
        TimerElapsed { Timer: TimerName.BetweenDigits } => OnNumber(context, state),
        TimerElapsed { Timer: TimerName.VisitorSilent } => OnSilence(context, state),
        _ => Step.Stay(state),
    };

    /// <summary>Asks for what is still missing, or goes on when nothing is.</summary>
    public static Step Ask(ConversationContext context, ConversationState state)
    {
        if (state.Intent == VisitIntent.Unknown)
            return Question(context, state, Phase.AskingIntent, "visitor.ask_intent");
        if (state.Apartment is null)
            return Question(context, state, Phase.AskingApartment, "visitor.ask_apartment");
        if (state is { VisitorName: "", NameRecorded: false, NameGivenUp: false })
            return NameTaking.Begin(state, "visitor.ask_name");
        return RingingResident.Begin(context, state);
    }

    private static Step Question(ConversationContext context, ConversationState state, Phase phase, string key) => Step.To(
        state with { Phase = phase, Digits = "" },
        new Listen(LegRole.Visitor, phase == Phase.AskingApartment ? ExpectedAnswer.Closed : ExpectedAnswer.Open),
        new Say(LegRole.Visitor, context.HasRecogniser ? key + ".voice" : key));

    private static Step AskAgain(ConversationContext context, ConversationState state) =>
        state.Phase == Phase.ChoosingApartment ? Choose(state) : Ask(context, state);

    private static Step OnKey(ConversationContext context, ConversationState state, char key)
    {
        var quiet = VisitorTurns.Drop(state) with { Silences = 0 };
        var step = state.Phase switch
        {
            Phase.AskingIntent => OnIntentKey(context, quiet, key),
            Phase.ChoosingApartment => OnChoiceKey(context, quiet, key),
            _ => OnDigit(context, quiet, key),
        };
        return step.After(new Hush(LegRole.Visitor), new StopTimer(TimerName.VisitorSilent));
    }

    private static Step OnIntentKey(ConversationContext context, ConversationState state, char key) => key switch
    {
        '1' => Ask(context, state with { Intent = VisitIntent.Delivery, Misses = 0 }),
        '2' => Ask(context, state with { Intent = VisitIntent.Visit, Misses = 0 }),
        '3' => Ask(context, state with { Intent = VisitIntent.Service, Misses = 0 }),
        _ => OnMiss(context, state),
    };

    private static Step OnDigit(ConversationContext context, ConversationState state, char key) => key switch
    {
        '#' => OnNumber(context, state),
        '*' => Step.To(state with { Digits = "" }, new StartTimer(TimerName.BetweenDigits, context.Policy.NoInput)),
        >= '0' and <= '9' when state.Digits.Length < MaxDigits => Step.To(
            state with { Digits = state.Digits + key }, new StartTimer(TimerName.BetweenDigits, context.Policy.BetweenDigits)),
        _ => Step.Stay(state),
    };

    private static Step OnNumber(ConversationContext context, ConversationState state)
    {
        if (state.Digits == "")
            return OnMiss(context, state).After(new StopTimer(TimerName.BetweenDigits));
        var found = DirectoryLookup.FindByKeys(context.Directory, state.Digits);
        return OnLookup(context, state with { Digits = "" }, found).After(new StopTimer(TimerName.BetweenDigits));
    }

    private static Step OnChoiceKey(ConversationContext context, ConversationState state, char key)
    {
        var index = key - '1';
        return index >= 0 && index < state.Choices.Length
            ? Ask(context, state with { Apartment = state.Choices[index], Choices = [], Misses = 0 })
            : OnMiss(context, state);
    }

    private static Step OnUnderstood(ConversationContext context, ConversationState state, VisitorSlots slots)
    {
        var told = state with
        {
            Silences = 0,
            Intent = slots.Intent == VisitIntent.Unknown ? state.Intent : slots.Intent,
            VisitorName = slots.VisitorName == "" ? state.VisitorName : slots.VisitorName,
        };
        if (slots.ApartmentNumber != "" || slots.ResidentSpoken != "")
            return OnLookup(context, told, DirectoryLookup.Find(context.Directory, slots.ApartmentNumber, slots.ResidentSpoken));
        return told.Intent != state.Intent || told.VisitorName != state.VisitorName
            ? Ask(context, told with { Misses = 0 })
            : OnMiss(context, told);
    }

    private static Step OnLookup(ConversationContext context, ConversationState state, LookupResult result) => result switch
    {
        LookupResult.Found found => Ask(context, state with { Apartment = found.Apartment, ResidentName = found.Resident ?? "", Misses = 0 }),
        LookupResult.Ambiguous { Apartments.Length: > 0 and <= 9 } several => Choose(state with { Choices = several.Apartments, Misses = 0 }),
        LookupResult.Ambiguous => OnFailedLookup(context, state, "visitor.several_residents"),
        LookupResult.Mismatch => OnFailedLookup(context, state, "visitor.mismatch"),
        _ => OnFailedLookup(context, state, state.FailedLookups == 0 ? "visitor.not_found" : "visitor.not_found_again"),
    };

    private static Step Choose(ConversationState state) => Step.To(
        state with { Phase = Phase.ChoosingApartment },
        new Listen(LegRole.Visitor, ExpectedAnswer.Closed),
        new Say(LegRole.Visitor, "visitor.choose_apartment"));

    private static Step OnFailedLookup(ConversationContext context, ConversationState state, string key)
    {
        var failed = state with { FailedLookups = state.FailedLookups + 1, Choices = [] };
        return failed.FailedLookups >= context.Policy.FailedLookups
            ? Departures.Close(context, failed, CallOutcome.Operator, "visitor.failed", "visitor.goodbye")
            : Ask(context, failed).After(new Say(LegRole.Visitor, key));
    }

    private static Step OnMiss(ConversationContext context, ConversationState state)
    {
        var missed = state with { Misses = state.Misses + 1 };
        if (missed.Misses > context.Policy.Reprompts)
            return Departures.Close(context, missed, CallOutcome.Operator, "visitor.failed", "visitor.goodbye");
        var wording = missed.Reply != "" ? "visitor.reply" : missed.Misses == 1 ? "visitor.not_understood" : "visitor.not_understood_again";
        return AskAgain(context, missed).After(new Say(LegRole.Visitor, wording));
    }

    private static Step OnSilence(ConversationContext context, ConversationState state)
    {
        var silent = state with { Silences = state.Silences + 1 };
        return silent.Silences > context.Policy.Reprompts
            ? Departures.Close(context, silent, CallOutcome.Abandoned, "visitor.give_up", "visitor.goodbye")
            : AskAgain(context, silent).After(new Say(LegRole.Visitor, "visitor.not_heard"));
    }

    /// <summary>
    /// Digits under way have their own timer; a second one would interrupt somebody who is still pressing. Words being understood need none.
    /// </summary>
    private static Step WaitForInput(ConversationContext context, ConversationState state) => state is { Digits: "", Unread: "" }
        ? Step.To(state, new StartTimer(TimerName.VisitorSilent, context.Policy.NoInput))
        : Step.Stay(state);

    private static Asked AskedIn(Phase phase) => phase switch
    {
        Phase.AskingIntent => Asked.Open,
        _ => Asked.Apartment,
    };
}
