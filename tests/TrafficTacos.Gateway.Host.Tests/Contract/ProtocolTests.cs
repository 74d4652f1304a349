using System.Text;
using Google.Protobuf.Reflection;
using Snapshooter.Xunit;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Contract;

/// <summary>The gRPC contracts as compiled, a line a fact: the services behind exist, so none of it may change.</summary>
public sealed class ProtocolTests
{
    [Fact]
    public void Protocols()
    {
        var text = new StringBuilder();
        foreach (var file in (FileDescriptor[])[CommonReflection.Descriptor, ReservationReflection.Descriptor, PaymentReflection.Descriptor])
        {
            text.Append("## ").Append(file.Package).Append('\n');
            foreach (var method in file.Services.SelectMany(service => service.Methods))
                text.Append(method.FullName).Append(": ").Append(method.InputType.FullName).Append(" -> ").Append(method.OutputType.FullName).Append('\n');
            foreach (var message in file.MessageTypes)
                Write(text, message);
            foreach (var value in file.EnumTypes.SelectMany(type => type.Values))
                text.Append(value.EnumDescriptor.FullName).Append(": ").Append(value.Name).Append(" = ").Append(value.Number).Append('\n');
            text.Append('\n');
        }

        Snapshot.Match(text.ToString());
    }

    private static void Write(StringBuilder text, MessageDescriptor message)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
            text.Append(field.FullName).Append(": ").Append(TypeOf(field)).Append(" = ").Append(field.FieldNumber).Append('\n');
        foreach (var range in message.ToProto().ReservedRange)
            text.Append(message.FullName).Append(": reserved ").Append(range.Start).Append('\n');
    }

    private static string TypeOf(FieldDescriptor field)
    {
        if (field.IsMap)
            return $"map<{TypeOf(field.MessageType.FindFieldByNumber(1))}, {TypeOf(field.MessageType.FindFieldByNumber(2))}>";
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            _ => field.FieldType.ToString().ToLowerInvariant(),
        };
        return field.IsRepeated ? "repeated " + type : type;
    }
}
