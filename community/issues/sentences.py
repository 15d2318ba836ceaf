"""What the public reads at each step, ready to send; officers change it where it should say more.

Stored in the language of the board (Japanese), so these are not interface strings.
"""

from .workflow import Status

PREFILLED: dict[str, str] = {
    Status.RECEIVED: "投稿を受け付けました。",
    Status.IN_REVIEW: "投稿を読みました。担当を決めるために、場所と様子を確かめています。",
    Status.ASSIGNED: "担当が決まりました。次の知らせは、担当の部署から出します。",
    Status.SCHEDULED: "対応の日が決まりました。天気などで変わるときは、ここで知らせます。",
    Status.IN_PROGRESS: "対応を始めました。終わったら、ここで知らせます。",
    Status.RESOLVED: "対応が終わりました。直っていなければ、30日のあいだ教えてください。",
    Status.RESOLVED_BY_COMMUNITY: "みなさんの手で解決しました。ありがとうございます。",
    Status.NOT_ACTIONABLE: "今回は対応しません。理由：",
    Status.NOT_OURS: "市の担当ではありませんでした。次の窓口へお願いします：",
    Status.DUPLICATE: "同じ内容の投稿にまとめました。返事は、こちらの投稿の方にも届きます。",
    Status.INFO_REQUESTED: "もう少し教えてください：",
    Status.TAKEN_UP: "取り入れることにしました。進み方は、ここで知らせます。",
    Status.REOPEN_REQUESTED: "もう一度見てほしいと声がありました。",
    Status.WITHDRAWN: "書いた人が取り下げました。",
}
