using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>Buffers a response until it is complete, so that it is stored before the client gets it. A response that is too large, or
/// that disables buffering, is sent as it is written.</summary>
internal sealed class BufferedResponse : StreamResponseBodyFeature
{
    private readonly BufferingStream _buffer;

    public BufferedResponse(IHttpResponseBodyFeature client, int maxSize)
        : this(new BufferingStream(client.Stream, maxSize), client)
    {
    }

    private BufferedResponse(BufferingStream buffer, IHttpResponseBodyFeature client)
        : base(buffer, client) => _buffer = buffer;

    /// <summary>The whole body; null if it is not buffered.</summary>
    public ReadOnlyMemory<byte>? Body => _buffer.Body;

    public override void DisableBuffering()
    {
        _buffer.StopBuffering();
        base.DisableBuffering();
    }
}

/// <summary>The body so far. While it is buffered, a client that hung up cancels nothing: the endpoint may finish its response.</summary>
internal sealed class BufferingStream(Stream client, int maxSize) : Stream
{
    private readonly MemoryStream _body = new();
    private bool _isStopBuffering;

    public ReadOnlyMemory<byte>? Body => _isStopBuffering ? null : _body.GetBuffer().AsMemory(0, (int)_body.Length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now on, writes go to the client, after what was buffered.</summary>
    public void StopBuffering() => _isStopBuffering = true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Buffers(buffer.Length))
        {
            _body.Write(buffer.Span);
            return;
        }

        await FlushBufferAsync(cancellationToken).ConfigureAwait(false);
        await client.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Buffers(buffer.Length))
        {
            _body.Write(buffer);
            return;
        }

        FlushBuffer();
        client.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!_isStopBuffering)
            return;
        await FlushBufferAsync(cancellationToken).ConfigureAwait(false);
        await client.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Flush()
    {
        if (!_isStopBuffering)
            return;
        FlushBuffer();
        client.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool Buffers(int count)
    {
        if (!_isStopBuffering && _body.Length + count > maxSize)
            StopBuffering();
        return !_isStopBuffering;
    }

    private void FlushBuffer()
    {
        client.Write(_body.GetBuffer(), 0, (int)_body.Length);
        _body.SetLength(0);
    }

    private async ValueTask FlushBufferAsync(CancellationToken cancellationToken)
    {
        await client.WriteAsync(_body.GetBuffer().AsMemory(0, (int)_body.Length), cancellationToken).ConfigureAwait(false);
        _body.SetLength(0);
    }
}
