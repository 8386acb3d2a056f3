"""DOOR: any SIP telephone may dial, under the one player.

Of `aiosipua` and `aiortp` we take what is tedious and right (messages, dialogues, the
200 that is sent until it is acknowledged, packets, RTCP) and override what a trial
showed to be wrong: how requests come in (`transport`), which of them mean what
(`endpoint`), answers to offers (`offer`), digits (`digits`), A-law (`g711`).
"""
