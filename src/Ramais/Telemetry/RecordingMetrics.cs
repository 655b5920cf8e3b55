using System.Diagnostics.Metrics;
using Ramais.Recording;

namespace Ramais.Telemetry;

/// <summary>Recordings, read from their writer when somebody asks.</summary>
internal static class RecordingMetrics
{
    public static void Register(Meter meter, CallRecorder recorder)
    {
        meter.CreateObservableUpDownCounter("ramais.recordings.active", () => recorder.Live, "{recording}", "Calls being recorded.");
        meter.CreateObservableGauge("ramais.recordings.waiting", () => recorder.MostWaiting, "{frame}", "Frames of 20 ms that wait in the fullest recording.");
        meter.CreateObservableCounter("ramais.recordings", () => Results(recorder), "{recording}", "Ended recordings by result.");
        meter.CreateObservableCounter("ramais.recordings.lost", () => recorder.Lost, "{frame}", "Frames of 20 ms that recordings lost because the disk was slow.");
    }

    private static IEnumerable<Measurement<long>> Results(CallRecorder recorder) =>
        [new(recorder.Finished, new KeyValuePair<string, object?>("result", "success")), new(recorder.Failed, new KeyValuePair<string, object?>("result", "failure"))];
}
