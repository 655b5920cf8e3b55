using Ramais.Calls;
using Ramais.Directory;
using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>Finding out why the visitor came and for which apartment, by keys and words alike.</summary>
internal static class Collecting
{
    private const int MaxDigits = 8;

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        KeyPressed { Role: LegRole.Visitor } pressed => OnKey(context, state, pressed.Key),
        SpeechStarted { Role: LegRole.Visitor } => Step.To(state, new StopTimer(TimerName.VisitorSilent)),
        Heard { Role: LegRole.Visitor, Transcript: { } transcript } => OnWords(context, state, transcript),
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
            return Question(context, state, Phase.AskingIntent, Key(context, "visitor.ask_intent"));
        if (state.Apartment is null)
            return Question(context, state, Phase.AskingApartment, Key(context, "visitor.ask_apartment"));
        if (state is { VisitorName: "", NameRecorded: false, NameGivenUp: false })
            return NameTaking.Begin(state, "visitor.ask_name");
        return RingingResident.Begin(context, state);
    }

    /// <summary>Puts a question that keys and words answer.</summary>
    public static Step Question(ConversationContext context, ConversationState state, Phase phase, string key) => Step.To(
        state with { Phase = phase, Digits = "" },
        new Listen(LegRole.Visitor, phase == Phase.AskingApartment ? ExpectedAnswer.Number : ExpectedAnswer.Open),
        new Say(LegRole.Visitor, key));

    private static string Key(ConversationContext context, string key) => context.HasRecogniser ? key + ".voice" : key;

    private static Step AskAgain(ConversationContext context, ConversationState state) => state.Phase switch
    {
        Phase.ChoosingApartment => Choose(state),
        Phase.ChoosingResident or Phase.AskingApartment when !state.Candidates.IsEmpty => TellingApart.Ask(context, state),
        _ => Ask(context, state),
    };

    private static Step OnWords(ConversationContext context, ConversationState state, Transcript transcript) =>
        state.Candidates.IsEmpty || state.Phase == Phase.AskingIntent
            ? VisitorTurns.Read(state, transcript, state.Phase == Phase.AskingIntent ? Asked.Open : Asked.Apartment)
            : TellingApart.OnWords(context, state, transcript);

    private static Step OnKey(ConversationContext context, ConversationState state, char key)
    {
        var quiet = VisitorTurns.Drop(state) with { Silences = 0 };
        var step = state.Phase switch
        {
            Phase.AskingIntent => OnIntentKey(context, quiet, key),
            Phase.ChoosingApartment => OnChoiceKey(context, quiet, key),
            Phase.ChoosingResident => TellingApart.OnKey(context, quiet, key),
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
        if (PersonRequest.IsKey(context, state.Digits))
            return Departures.CallOperator(context, state, "visitor.calling_porter");
        var found = DirectoryLookup.FindByKeys(context.Directory, state.Digits);
        return OnLookup(context, state with { Digits = "" }, found).After(new StopTimer(TimerName.BetweenDigits));
    }

    private static Step OnChoiceKey(ConversationContext context, ConversationState state, char key)
    {
        var index = key - '1';
        return index >= 0 && index < state.Choices.Length
            ? OnFound(context, state, new(state.Choices[index], null))
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
            return OnLookup(context, told, DirectoryLookup.Find(context.Directory, slots.ApartmentNumber, slots.ResidentSpoken), slots.ResidentSpoken);
        if (told.Phase == Phase.ChoosingResident)
            return TellingApart.OnNeither(context, told);
        return told.Intent != state.Intent || told.VisitorName != state.VisitorName
            ? Ask(context, told with { Misses = 0 })
            : OnMiss(context, told);
    }

    private static Step OnLookup(ConversationContext context, ConversationState state, LookupResult result, string spoken = "") =>
        (state.Candidates.IsEmpty ? result : DirectoryLookup.Within(state.Candidates, result)) switch
        {
            LookupResult.Found found => OnFound(context, state, found),
            LookupResult.Ambiguous { Apartments.Length: > 0 and <= 9 } several => Choose(state with { Choices = several.Apartments, Misses = 0 }),
            LookupResult.Ambiguous { Residents.Length: > 0 } several => TellingApart.Begin(context, state, several.Residents, spoken),
            LookupResult.Mismatch => OnFailedLookup(context, state, "visitor.mismatch"),
            _ => OnFailedLookup(context, state, state.FailedLookups == 0 ? "visitor.not_found" : "visitor.not_found_again"),
        };

    public static Step OnFound(ConversationContext context, ConversationState state, LookupResult.Found found) => Ask(
        context, state with { Apartment = found.Apartment, ResidentName = found.Resident ?? "", Choices = [], Candidates = [], Misses = 0 });

    private static Step Choose(ConversationState state) => Step.To(
        state with { Phase = Phase.ChoosingApartment },
        new Listen(LegRole.Visitor, ExpectedAnswer.Closed),
        new Say(LegRole.Visitor, "visitor.choose_apartment"));

    public static Step OnFailedLookup(ConversationContext context, ConversationState state, string key)
    {
        var failed = state with { FailedLookups = state.FailedLookups + 1, Choices = [], Candidates = [] };
        return failed.FailedLookups >= context.Policy.FailedLookups
            ? GiveUp(context, failed)
            : Ask(context, failed).After(new Say(LegRole.Visitor, key));
    }

    /// <summary>A person goes on from here.</summary>
    public static Step GiveUp(ConversationContext context, ConversationState state) =>
        Departures.Close(context, state, CallOutcome.Operator, "visitor.failed", "visitor.goodbye");

    private static Step OnMiss(ConversationContext context, ConversationState state)
    {
        var missed = state with { Misses = state.Misses + 1 };
        if (missed.Misses > context.Policy.Reprompts)
            return GiveUp(context, missed);
        var wording = missed.Misses switch
        {
            _ when missed.Reply != "" => "visitor.reply",
            1 => "visitor.not_understood",
            2 => "visitor.not_understood_again",
            _ => "visitor.not_understood_keys",
        };
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
}
