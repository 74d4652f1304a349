using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Holds an answer back until it is complete, so that it is kept before the client hears of it. What is too long, or is
/// told not to be buffered, goes out as it comes.</summary>
internal sealed class BufferedResponse : StreamResponseBodyFeature
{
    private readonly BufferingStream _held;

    public BufferedResponse(IHttpResponseBodyFeature client, int longest)
        : this(new BufferingStream(client.Stream, longest), client)
    {
    }

    private BufferedResponse(BufferingStream held, IHttpResponseBodyFeature client)
        : base(held, client) => _held = held;

    /// <summary>The whole body; null when it did not wait to be whole.</summary>
    public ReadOnlyMemory<byte>? Body => _held.Body;

    public override void DisableBuffering()
    {
        _held.LetGo();
        base.DisableBuffering();
    }
}

/// <summary>The body so far. A client that hung up cancels nothing while it is held: the endpoint may finish its answer.</summary>
internal sealed class BufferingStream(Stream client, int longest) : Stream
{
    private readonly MemoryStream _body = new();
    private bool _isLetGo;

    public ReadOnlyMemory<byte>? Body => _isLetGo ? null : _body.GetBuffer().AsMemory(0, (int)_body.Length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What comes from here on goes out, behind what was held.</summary>
    public void LetGo() => _isLetGo = true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Holds(buffer.Length))
        {
            _body.Write(buffer.Span);
            return;
        }

        await SendHeldAsync(cancellationToken).ConfigureAwait(false);
        await client.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Holds(buffer.Length))
        {
            _body.Write(buffer);
            return;
        }

        SendHeld();
        client.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!_isLetGo)
            return;
        await SendHeldAsync(cancellationToken).ConfigureAwait(false);
        await client.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Flush()
    {
        if (!_isLetGo)
            return;
        SendHeld();
        client.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool Holds(int more)
    {
        if (!_isLetGo && _body.Length + more > longest)
            LetGo();
        return !_isLetGo;
    }

    private void SendHeld()
    {
        client.Write(_body.GetBuffer(), 0, (int)_body.Length);
        _body.SetLength(0);
    }

    private async ValueTask SendHeldAsync(CancellationToken cancellationToken)
    {
        await client.WriteAsync(_body.GetBuffer().AsMemory(0, (int)_body.Length), cancellationToken).ConfigureAwait(false);
        _body.SetLength(0);
    }
}
