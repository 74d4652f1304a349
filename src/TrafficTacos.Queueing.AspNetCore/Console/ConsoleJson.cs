using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>How the console's messages are read and written, whatever the application's own JSON options say.</summary>
[JsonSerializable(typeof(OperatorResponse))]
[JsonSerializable(typeof(EventListResponse))]
[JsonSerializable(typeof(EventDetail))]
[JsonSerializable(typeof(HistoryResponse))]
[JsonSerializable(typeof(ForecastResponse))]
[JsonSerializable(typeof(SettingsRequest))]
[JsonSerializable(typeof(SettingsResponse))]
[JsonSerializable(typeof(SettingsChangedResponse))]
[JsonSerializable(typeof(SettingsConflictResponse))]
[JsonSerializable(typeof(VisitorRequest))]
[JsonSerializable(typeof(VisitorResponse))]
[JsonSerializable(typeof(AdmitNextResponse))]
[JsonSerializable(typeof(RemovalResponse))]
[JsonSerializable(typeof(GroupsResponse))]
[JsonSerializable(typeof(GroupRemovalRequest))]
[JsonSerializable(typeof(GroupGrewResponse))]
[JsonSerializable(typeof(ReportResponse))]
[JsonSerializable(typeof(UndoRequest))]
[JsonSerializable(typeof(UndoResponse))]
[JsonSerializable(typeof(AuditResponse))]
[JsonSerializable(typeof(AbandonRequest))]
[JsonSerializable(typeof(BeaconRequest))]
[JsonSerializable(typeof(BeaconResponse))]
[JsonSerializable(typeof(DoneResponse))]
[JsonSerializable(typeof(EndRequest))]
[JsonSerializable(typeof(EndResponse))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
