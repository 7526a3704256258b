package io.alternator.http.internal.testing;

import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.selection.SelectionListener;

/** Listens to a whole cluster; ignores what is not overridden. */
public class TestListener implements ClusterListener, SelectionListener, HedgeListener, CallListener {}
