using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Ramais.Voice;

/// <summary>The constants of an ONNX file, branches of its <c>If</c> nodes included. Field numbers as in onnx.proto3; everything else in the file is skipped.</summary>
internal static class OnnxTensors
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int NodeAttribute = 5;
    private const int AttributeTensor = 5;
    private const int AttributeGraph = 6;
    private const int TensorDims = 1;
    private const int TensorType = 2;
    private const int TensorName = 8;
    private const int TensorRaw = 9;
    private const long Float = 1;

    /// <summary>Every named tensor of floats, in the order of the file; branches may use a name again.</summary>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    public static ImmutableArray<OnnxTensor> Read(ReadOnlySpan<byte> model)
    {
        var found = ImmutableArray.CreateBuilder<OnnxTensor>();
        for (var fields = new ProtobufReader(model); fields.Next();)
        {
            if (fields.Number == ModelGraph)
                ReadGraph(fields.Bytes, found);
        }
        return found.Count > 0 ? found.ToImmutable() : throw new InvalidDataException("There are no tensors in it.");
    }

    private static void ReadGraph(ReadOnlySpan<byte> graph, ImmutableArray<OnnxTensor>.Builder found)
    {
        for (var nodes = new ProtobufReader(graph); nodes.Next();)
        {
            if (nodes.Number != GraphNode)
                continue;
            for (var parts = new ProtobufReader(nodes.Bytes); parts.Next();)
            {
                if (parts.Number == NodeAttribute)
                    ReadAttribute(parts.Bytes, found);
            }
        }
    }

    private static void ReadAttribute(ReadOnlySpan<byte> attribute, ImmutableArray<OnnxTensor>.Builder found)
    {
        for (var parts = new ProtobufReader(attribute); parts.Next();)
        {
            if (parts.Number == AttributeGraph)
                ReadGraph(parts.Bytes, found);
            else if (parts.Number == AttributeTensor && ReadTensor(parts.Bytes) is { } tensor)
                found.Add(tensor);
        }
    }

    private static OnnxTensor? ReadTensor(ReadOnlySpan<byte> bytes)
    {
        var (name, type, dims) = ("", 0L, ImmutableArray.CreateBuilder<int>());
        ReadOnlySpan<byte> raw = [];
        for (var parts = new ProtobufReader(bytes); parts.Next();)
        {
            switch (parts.Number)
            {
                case TensorDims:
                    parts.AppendTo(dims);
                    break;
                case TensorType:
                    type = parts.Value;
                    break;
                case TensorName:
                    name = Encoding.UTF8.GetString(parts.Bytes);
                    break;
                case TensorRaw:
                    raw = parts.Bytes;
                    break;
            }
        }
        return name.Length > 0 && type == Float && raw.Length > 0 ? new(name, dims.ToImmutable(), Floats(raw)) : null;
    }

    private static ImmutableArray<float> Floats(ReadOnlySpan<byte> raw)
    {
        var values = new float[raw.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(raw[(i * sizeof(float))..]);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }
}

/// <summary>A constant of a network, its last dimension the fastest.</summary>
internal sealed record OnnxTensor(string Name, ImmutableArray<int> Dims, ImmutableArray<float> Values);
