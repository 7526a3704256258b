package io.alternator.http;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A handshake as a trust manager sees it, except that it does not ask for a check of the peer's name. All else is the real
 * handshake's: its session, and the algorithms that it allows. Only for looking.
 */
final class AnonymousEngine extends SSLEngine {
    private final @Nullable SSLSession handshake;
    private final SSLParameters parameters;

    /**
     * A view.
     *
     * @param handshake the session of the handshake that is under way
     * @param parameters a copy, which is changed
     */
    AnonymousEngine(@Nullable SSLSession handshake, SSLParameters parameters) {
        super(handshake == null ? null : handshake.getPeerHost(), handshake == null ? -1 : handshake.getPeerPort());
        this.handshake = handshake;
        this.parameters = parameters;
        parameters.setEndpointIdentificationAlgorithm(null);
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return handshake;
    }

    @Override
    public @Nullable SSLSession getSession() {
        return handshake;
    }

    @Override
    public SSLParameters getSSLParameters() {
        return parameters;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return getEnabledCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return parameters.getCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return getEnabledProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return parameters.getProtocols();
    }

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        return SSLEngineResult.HandshakeStatus.NEED_TASK;
    }

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
        throw readOnly();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) {
        throw readOnly();
    }

    @Override
    public void beginHandshake() {
        throw readOnly();
    }

    @Override
    public void closeInbound() {
        throw readOnly();
    }

    @Override
    public void closeOutbound() {
        throw readOnly();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw readOnly();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw readOnly();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw readOnly();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw readOnly();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw readOnly();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a trust manager may look at the handshake, not change it");
    }
}
